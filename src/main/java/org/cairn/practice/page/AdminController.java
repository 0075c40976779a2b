package org.cairn.practice.page;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cairn.practice.Places;
import org.cairn.practice.canvas.CanvasRestController;
import org.cairn.practice.lti.RegistrationTokens;
import org.cairn.practice.moodle.StatementSender;
import org.cairn.practice.moodle.WebServiceController;
import org.cairn.practice.world.Campus;
import org.cairn.practice.world.Invented;
import org.cairn.practice.world.Tool;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.client.RestClientException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** The administrator's page: connects tools by Dynamic Registration, turns them on and puts them where people are. */
@Controller
@Profile("practice")
@RequestMapping({"/practice/admin", "/practice/moodle/admin"})
class AdminController {

    private final CairnApi cairn;
    private final Places places;
    private final RegistrationTokens tokens;
    private final SetUp setUp;
    private final StatementSender statements;
    private final WebServiceController service;
    private final CanvasRestController rest;

    AdminController(
            CairnApi cairn,
            Places places,
            RegistrationTokens tokens,
            SetUp setUp,
            StatementSender statements,
            WebServiceController service,
            CanvasRestController rest) {
        this.rest = rest;
        this.setUp = setUp;
        this.statements = statements;
        this.service = service;
        this.cairn = cairn;
        this.places = places;
        this.tokens = tokens;
    }

    @GetMapping
    String tools(Campus campus, @RequestParam(required = false) @Nullable String problem, Model model) {
        model.addAttribute("tools", campus.tools().all());
        model.addAttribute("problem", problem);
        model.addAttribute("issuer", campus.issuer());
        model.addAttribute("token", campus.canvas() ? rest.token() : service.token());
        model.addAttribute(
                "statements", statements.feed().map(StatementSender.Feed::url).orElse(""));
        return "practice/admin";
    }

    /** Asks Cairn for an invitation, as an operator would, and opens it. */
    @PostMapping("/invitation")
    String invite(Campus campus) {
        try {
            return "redirect:" + opening(campus, cairn.invite(campus));
        } catch (RestClientException | IllegalStateException e) {
            return "redirect:" + campus.path() + "/admin?problem=invitation";
        }
    }

    /** Opens a registration link in a frame; where a tool of the same domain is known, asks first which of them it is. */
    @GetMapping("/register")
    String register(
            Campus campus,
            @RequestParam String url,
            @RequestParam(required = false) @Nullable String update,
            Model model) {
        if (!ours(url)) {
            return "redirect:" + campus.path() + "/admin?problem=link";
        }
        Optional<Tool> known = campus.tools().all().stream()
                .filter(one -> one.domain().equals(places.toolAuthority()))
                .findFirst();
        model.addAttribute("url", url);
        if (!campus.canvas() && known.isPresent() && update == null) {
            model.addAttribute("known", known.get());
            return "practice/which";
        }
        Tool old = update == null || update.equals("new")
                ? null
                : campus.tools().find(update).orElse(null);
        model.addAttribute("toolOrigin", places.toolOrigin());
        model.addAttribute(
                "frame",
                UriComponentsBuilder.fromUriString(url.trim())
                        .queryParam("openid_configuration", encoded(campus.configurationUrl()))
                        .queryParam("registration_token", tokens.give(campus, old))
                        .build(true)
                        .toUriString());
        return "practice/register";
    }

    /** Says where signed events go from now on, and sends what would have been sent so far. */
    @PostMapping("/events")
    String events(Campus campus, @RequestParam String url) {
        if (!campus.canvas() || !ours(url)) {
            return "redirect:" + campus.path() + "/admin?problem=link";
        }
        setUp.tell(URI.create(url.trim()));
        return "redirect:" + campus.path() + "/admin?problem=none";
    }

    /** Says where statements go, and with which secret. */
    @PostMapping("/statements")
    String statements(Campus campus, @RequestParam String url, @RequestParam String secret) {
        if (campus.canvas() || !ours(url) || secret.isBlank()) {
            return "redirect:" + campus.path() + "/admin?problem=link";
        }
        statements.sendTo(url.trim(), secret.trim());
        return "redirect:" + campus.path() + "/admin?problem=statements";
    }

    /** Sets up what Cairn is to hear and to ask, as an operator would by Cairn's REST API. */
    @PostMapping("/evidence")
    String evidence(Campus campus) {
        try {
            Optional<String> platform = cairn.platform(campus.issuer());
            if (platform.isEmpty()) {
                return "redirect:" + campus.path() + "/admin?problem=unknown";
            }
            if (campus.canvas()) {
                cairn.ask(platform.get(), campus.issuer(), rest.token());
                return "redirect:" + campus.path() + "/admin?problem=asked";
            }
            StatementSender.Feed feed = cairn.statements(platform.get());
            statements.sendTo(feed.url(), feed.secret());
            cairn.ask(platform.get(), campus.issuer(), service.token());
            return "redirect:" + campus.path() + "/admin?problem=statements";
        } catch (RestClientException | IllegalStateException e) {
            return "redirect:" + campus.path() + "/admin?problem=evidence";
        }
    }

    @PostMapping("/tools/{clientId}/on")
    String turnOn(Campus campus, @PathVariable String clientId) {
        campus.tools().put(tool(campus, clientId).turnedOn());
        return back(campus, clientId);
    }

    /** Installs the tool in the root account of a Canvas, or shows it in a Moodle's activity chooser. */
    @PostMapping("/tools/{clientId}/place")
    String place(Campus campus, @PathVariable String clientId) {
        Tool tool = tool(campus, clientId);
        if (!tool.on()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT);
        }
        String deployment =
                campus.canvas() ? tool.number() + ":" + Invented.hex40("account", 1) : Long.toString(tool.number());
        campus.tools().put(tool.placedAs(deployment));
        return back(campus, clientId);
    }

    @PostMapping("/tools/{clientId}/privacy")
    String privacy(Campus campus, @PathVariable String clientId) {
        Tool tool = tool(campus, clientId);
        campus.tools().put(tool.telling(tool.tellsNames() ? "anonymous" : "public"));
        return back(campus, clientId);
    }

    @PostMapping("/tools/{clientId}/remove")
    String remove(Campus campus, @PathVariable String clientId) {
        campus.tools().remove(clientId);
        return "redirect:" + campus.path() + "/admin";
    }

    /** The pages of this platform may frame one tool's origin only. */
    private boolean ours(String url) {
        try {
            URI link = URI.create(url.trim());
            return places.toolOrigin().equals(link.getScheme() + "://" + link.getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String opening(Campus campus, String url) {
        return campus.path() + "/admin/register?url=" + encoded(url);
    }

    private static String back(Campus campus, String clientId) {
        return "redirect:" + campus.path() + "/admin#tool-" + clientId;
    }

    private static Tool tool(Campus campus, String clientId) {
        return campus.tools().find(clientId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
