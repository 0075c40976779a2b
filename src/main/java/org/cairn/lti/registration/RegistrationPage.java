package org.cairn.lti.registration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.complaint.Complaint;
import org.cairn.lti.Invitation;
import org.cairn.lti.Invitations;
import org.cairn.lti.launch.PageHeaders;
import org.cairn.lti.registration.Registrar.Outcome;
import org.cairn.lti.registration.Registrar.Outcome.Connected;
import org.cairn.lti.registration.Registrar.Outcome.Unconfirmed;
import org.cairn.net.PublicUrl;
import org.cairn.net.Servers;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The page behind an invitation. Opened by a platform it registers the platform; opened by a person it says where to
 * paste the link, and waits for the platform.
 */
@Controller
class RegistrationPage {

    /** With this status htmx asks no further. */
    private static final int STOP_POLLING = 286;

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationPage.class);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,8000}");
    private static final int LONGEST_INVITATION = 100;

    private final Registrar registrar;
    private final Invitations invitations;
    private final Platforms platforms;
    private final PublicUrl publicUrl;
    private final PageHeaders headers;
    private final MessageSource messages;

    RegistrationPage(
            Registrar registrar,
            Invitations invitations,
            Platforms platforms,
            PublicUrl publicUrl,
            PageHeaders headers,
            MessageSource messages) {
        this.registrar = registrar;
        this.invitations = invitations;
        this.platforms = platforms;
        this.publicUrl = publicUrl;
        this.headers = headers;
        this.messages = messages;
    }

    @GetMapping("/lti/register")
    String open(HttpServletRequest request, HttpServletResponse response, Model model) {
        boolean byPlatform = request.getParameterMap().containsKey("openid_configuration");
        String sender = byPlatform ? request.getHeader("Referer") : null;
        frame(request, sender, response);
        try {
            return byPlatform
                    ? register(request, sender, Set.of(), model)
                    : guide(parameter(request, "invitation"), model);
        } catch (RegistrationFailed failed) {
            return failed(failed, response, model);
        }
    }

    /** An administrator agreed to the servers that the page listed. */
    @PostMapping("/lti/register")
    String agreed(HttpServletRequest request, HttpServletResponse response, Model model) {
        String sender = request.getParameter("sender");
        frame(request, sender, response);
        try {
            String[] servers = request.getParameterValues("server");
            return register(request, sender, servers == null ? Set.of() : new HashSet<>(List.of(servers)), model);
        } catch (RegistrationFailed failed) {
            return failed(failed, response, model);
        }
    }

    /** What an open guide asks for every few seconds. */
    @GetMapping("/lti/register/state")
    String state(HttpServletRequest request, HttpServletResponse response, Model model) {
        headers.framedBy(List.of(), response);
        try {
            Invitation invitation = known(parameter(request, "invitation"));
            if (invitation.state() != Invitation.State.OPEN) {
                response.setStatus(STOP_POLLING);
            }
            describe(invitation, model);
            return "registration/state :: state";
        } catch (RegistrationFailed failed) {
            // makes the open page load itself again, and say so
            String page = failed(failed, response, model);
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return page;
        }
    }

    private String register(HttpServletRequest request, @Nullable String sender, Set<String> agreed, Model model)
            throws RegistrationFailed {
        String invitation = parameter(request, "invitation");
        registrar.open(invitation);
        String configuration = parameter(request, "openid_configuration");
        String token =
                request.getParameter("registration_token") == null ? null : parameter(request, "registration_token");
        if (token != null && !TOKEN.matcher(token).matches()) {
            throw Failure.REQUEST.because("registration_token");
        }
        Outcome outcome = registrar.register(new Registrar.Request(invitation, configuration, token, agreed));
        return switch (outcome) {
            case Connected connected -> connected(connected, configuration, sender, model);
            case Unconfirmed unconfirmed -> {
                model.addAttribute("servers", unconfirmed.servers());
                model.addAttribute("own", Framing.origin(configuration).orElse(""));
                model.addAttribute("invitation", invitation);
                model.addAttribute("configuration", configuration);
                model.addAttribute("token", token);
                model.addAttribute("sender", Framing.origin(sender).orElse(null));
                yield "registration/confirm";
            }
        };
    }

    private String connected(Connected connected, String configuration, @Nullable String sender, Model model) {
        Platform platform = connected.platform();
        Set<String> origins = new LinkedHashSet<>();
        Framing.origin(configuration).ifPresent(origins::add);
        Servers.origin(connected.issuer()).ifPresent(origins::add);
        if (platform.family() == Family.CANVAS) {
            Framing.origin(sender).ifPresent(origins::add);
        }
        describe(platform, connected.invitation().institution(), model);
        model.addAttribute("origins", String.join(" ", origins));
        model.addAttribute(
                "twins", connected.all().stream().skip(1).map(Platform::name).toList());
        return "registration/connected";
    }

    private String guide(String token, Model model) throws RegistrationFailed {
        Invitation invitation = known(token);
        describe(invitation, model);
        model.addAttribute("token", token);
        model.addAttribute("link", publicUrl.of("/lti/register?invitation=" + token));
        model.addAttribute("canvasConfiguration", publicUrl.of(CanvasConfigurationController.PATH));
        model.addAttribute("steps", Steps.paste(invitation.family()));
        return "registration/guide";
    }

    private void describe(Invitation invitation, Model model) {
        model.addAttribute("institution", invitation.institution());
        model.addAttribute("family", code(invitation.family()));
        model.addAttribute("open", invitation.state() == Invitation.State.OPEN);
        if (invitation.platform() != null) {
            platforms.find(invitation.platform()).ifPresent(one -> describe(one, invitation.institution(), model));
        }
    }

    private static void describe(Platform platform, String institution, Model model) {
        model.addAttribute("institution", institution);
        model.addAttribute("platform", platform.name());
        model.addAttribute("clientId", platform.clientId());
        model.addAttribute("family", code(platform.family()));
        model.addAttribute("next", Steps.afterwards(platform.family()));
    }

    private static String code(Family family) {
        return family.name().toLowerCase(Locale.ROOT);
    }

    /** An invitation that was used still says so to those who wait for it. */
    private Invitation known(String token) throws RegistrationFailed {
        Invitation invitation = invitations.find(token).orElseThrow(Failure.INVITATION_UNKNOWN::because);
        if (invitation.state() == Invitation.State.EXPIRED) {
            throw Failure.INVITATION_EXPIRED.because();
        }
        return invitation;
    }

    private String failed(RegistrationFailed failed, HttpServletResponse response, Model model) {
        LOG.info("registration failed: {} {}", failed.failure(), failed.detail());
        response.setStatus(failed.failure().status().value());
        model.addAttribute("code", failed.failure().code());
        Complaint why = failed.why();
        model.addAttribute("detail", why == null ? failed.detail() : "");
        model.addAttribute("why", why == null ? "" : why.words(messages, LocaleContextHolder.getLocale()));
        return "registration/failed";
    }

    private void frame(HttpServletRequest request, @Nullable String sender, HttpServletResponse response) {
        headers.framedBy(Framing.ancestors(request.getParameter("openid_configuration"), sender), response);
    }

    /** A parameter that must be there once. */
    private static String parameter(HttpServletRequest request, String name) throws RegistrationFailed {
        String[] values = request.getParameterValues(name);
        boolean invitation = name.equals("invitation");
        if (values == null || values.length != 1 || (invitation && values[0].length() > LONGEST_INVITATION)) {
            throw invitation && values == null ? Failure.INVITATION_UNKNOWN.because() : Failure.REQUEST.because(name);
        }
        return values[0];
    }
}
