package org.cairn.web.student;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.credential.Credential;
import org.cairn.credential.Credentials;
import org.cairn.lti.Launch;
import org.cairn.net.PublicUrl;
import org.cairn.web.Certificate;
import org.cairn.web.Certificates;
import org.cairn.web.Nav;
import org.cairn.web.Problem;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Sharing one badge: private until its learner says so, and private again whenever they say so. */
@Controller
class SharePage {

    private final Awards awards;
    private final Credentials credentials;
    private final Certificates certificates;
    private final PublicUrl publicUrl;
    private final Wording wording;

    SharePage(Awards awards, Credentials credentials, Certificates certificates, PublicUrl publicUrl, Wording wording) {
        this.awards = awards;
        this.credentials = credentials;
        this.certificates = certificates;
        this.publicUrl = publicUrl;
        this.wording = wording;
    }

    /** Another credential of the same badge, from before two accounts were one person. */
    record Other(UUID award, String earned, boolean shared) {}

    @GetMapping("/student/share")
    String preview(Launch launch, Locale locale, @RequestParam("award") UUID id, Model model) {
        Words words = wording.in(locale);
        Award award = mine(launch, id);
        Credential credential = Objects.requireNonNull(
                credentials.of(launch.institution(), List.of(award)).get(id));
        Certificate certificate = certificates.of(credential, words).orElseThrow(Problem::notFound);
        String link = publicUrl.of(credential.path());
        model.addAttribute("nav", Nav.of(launch, "/student/badges"));
        model.addAttribute("certificate", certificate);
        model.addAttribute("shared", credential.shared());
        model.addAttribute("others", others(launch, award, words));
        model.addAttribute("action", "/student/share/" + credential.id());
        model.addAttribute("link", link);
        model.addAttribute("linkedIn", linkedIn(certificate, award, link));
        model.addAttribute("mail", words.say("share.mail.text", certificate.title(), certificate.issuer(), link));
        return "student/share";
    }

    @PostMapping("/student/share/{id}")
    String share(Launch launch, @PathVariable String id, @RequestParam boolean shared) {
        Credential credential = credentials
                .find(id)
                .filter(found -> found.learner().equals(launch.learner()))
                .orElseThrow(Problem::notFound);
        credentials.share(launch.learner(), id, shared);
        return "redirect:/student/share?award=" + credential.award();
    }

    /** What was once handed out goes on leading here, so whoever shared it can also stop that. */
    private List<Other> others(Launch launch, Award shown, Words words) {
        List<Award> others = Stream.concat(
                        awards.of(launch.learner()).stream(), awards.beside(launch.learner()).stream())
                .filter(one -> one.badge().equals(shown.badge()) && !one.id().equals(shown.id()) && one.stands())
                .toList();
        Map<UUID, Credential> theirs = credentials.of(launch.institution(), others);
        return others.stream()
                .map(one -> new Other(
                        one.id(),
                        words.date(one.earnedAt()),
                        Objects.requireNonNull(theirs.get(one.id())).shared()))
                .toList();
    }

    /** Somebody else's award is as unknown as one that does not exist. */
    private Award mine(Launch launch, UUID id) {
        return awards.find(launch.institution(), id)
                .filter(award -> award.learner().equals(launch.learner()))
                .filter(Award::stands)
                .orElseThrow(Problem::notFound);
    }

    private static String linkedIn(Certificate certificate, Award award, String link) {
        ZonedDateTime earned = award.earnedAt().atZone(ZoneOffset.UTC);
        return UriComponentsBuilder.fromUriString("https://www.linkedin.com/profile/add")
                .queryParam("startTask", "CERTIFICATION_NAME")
                .queryParam("name", "{name}")
                .queryParam("organizationName", "{issuer}")
                .queryParam("issueYear", earned.getYear())
                .queryParam("issueMonth", earned.getMonthValue())
                .queryParam("certUrl", "{link}")
                .queryParam("certId", "{id}")
                .encode()
                .buildAndExpand(certificate.title(), certificate.issuer(), link, certificate.id())
                .toUriString();
    }
}
