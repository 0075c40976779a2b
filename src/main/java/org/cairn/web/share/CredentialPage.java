package org.cairn.web.share;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.cairn.credential.Credential;
import org.cairn.credential.Credentials;
import org.cairn.credential.Credentials.Check;
import org.cairn.net.PublicUrl;
import org.cairn.web.Certificate;
import org.cairn.web.Certificates;
import org.cairn.web.Problem;
import org.cairn.web.Ways;
import org.cairn.web.Wording;
import org.cairn.web.Words;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** "Is this real, and what does it prove?" For employers and everyone else: no session, no tracking. */
@Controller
class CredentialPage {

    private final Credentials credentials;
    private final Certificates certificates;
    private final PublicUrl publicUrl;
    private final Wording wording;
    private final Ways ways;

    CredentialPage(
            Credentials credentials, Certificates certificates, PublicUrl publicUrl, Wording wording, Ways ways) {
        this.credentials = credentials;
        this.certificates = certificates;
        this.publicUrl = publicUrl;
        this.wording = wording;
        this.ways = ways;
    }

    @GetMapping(path = "/credentials/{id:[A-Za-z0-9_-]+}", produces = MediaType.TEXT_HTML_VALUE)
    String credential(@PathVariable String id, Locale locale, Model model, HttpServletResponse response) {
        Words words = wording.in(locale);
        Credential credential = credentials.find(id).filter(Credential::shared).orElseThrow(Problem::notFound);
        Certificate certificate = certificates.of(credential, words).orElseThrow(Problem::notFound);
        List<Check> checks = credentials.verify(credential);
        boolean valid = !checks.isEmpty() && checks.stream().allMatch(Check::passed);
        model.addAttribute("certificate", certificate);
        model.addAttribute("valid", valid);
        model.addAttribute("verdict", words.say(valid ? "verdict.valid" : "verdict.invalid"));
        model.addAttribute("checked", words.say("verdict.checked", words.time(ways.now())));
        model.addAttribute(
                "checks", checks.stream().map(check -> step(check, words)).toList());
        model.addAttribute("file", credential.path() + ".json");
        model.addAttribute("address", publicUrl.of(credential.path()));
        model.addAttribute("summary", words.say("og.description", certificate.issuer(), certificate.earned()));
        response.setHeader("X-Robots-Tag", "noindex");
        response.setHeader("Cache-Control", "no-store");
        return "share/credential";
    }

    private static Step step(Check check, Words words) {
        String state = check.passed() ? "passed" : "failed";
        return new Step(
                state,
                words.say("check." + state),
                words.sayOr("check." + check.id(), check.id()),
                words.complaint(check.seen()));
    }

    /** One step of the checking, worded. */
    record Step(String state, String word, String what, String detail) {}
}
