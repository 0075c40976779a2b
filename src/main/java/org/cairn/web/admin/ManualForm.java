package org.cairn.web.admin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.database.Text;
import org.cairn.net.PublicUrl;
import org.cairn.platform.CanvasTwins;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;

/** What somebody typed to register a platform by hand: read, and for each field said what is wrong with it. */
final class ManualForm {

    private static final int LONGEST = 255;
    private static final int LONGEST_URL = 512;

    private static final Map<Family, List<String>> FIELDS = Map.of(
            Family.CANVAS, List.of("name", "clientId", "host", "deployments", "issuer"),
            Family.MOODLE, List.of("name", "site", "clientId", "deployments"),
            Family.OTHER,
                    List.of("name", "issuer", "clientId", "authorizationUrl", "tokenUrl", "jwksUrl", "deployments"));

    private final Family family;
    private final Map<String, String> typed;
    private final Words words;
    private final Map<String, String> faults = new LinkedHashMap<>();

    ManualForm(Family family, Map<String, String> typed, Words words) {
        this.family = family;
        this.typed = typed;
        this.words = words;
    }

    static List<String> fields(Family family) {
        return FIELDS.getOrDefault(family, List.of());
    }

    /** What is wrong, by field; empty when all is well. */
    Map<String, String> faults() {
        return faults;
    }

    void fault(String field, String sentence) {
        faults.putIfAbsent(field, sentence);
    }

    /** The platform and its twins; meaningless while there are faults. */
    List<NewPlatform> platforms(String institution) {
        String name = text("name");
        String clientId = text("clientId");
        NewPlatform platform = switch (family) {
            case CANVAS -> canvas(institution, name, clientId);
            case MOODLE -> moodle(institution, name, clientId);
            case OTHER -> other(institution, name, clientId);
        };
        List<NewPlatform> all = new ArrayList<>(List.of(platform));
        if (family == Family.CANVAS && faults.isEmpty()) {
            all.addAll(CanvasTwins.of(platform));
        }
        return all;
    }

    private NewPlatform canvas(String institution, String name, String clientId) {
        if (!clientId.isEmpty() && !clientId.matches("[0-9]{1,40}")) {
            fault("clientId", words.say("fault.client.canvas", clientId));
        }
        URI host = site("host");
        if (host.getHost().matches("(?i).*\\.(?:beta|test)\\.instructure\\.com")) {
            fault("host", words.say("fault.host.twin", host.getHost()));
        }
        boolean hosted = typed("issuer").isEmpty() || CanvasTwins.has(typed("issuer"));
        String own = hosted ? "https://canvas.instructure.com" : issuer();
        String keys = hosted ? "https://sso.canvaslms.com" : host.toString();
        return new NewPlatform(
                institution,
                name,
                Family.CANVAS,
                own,
                clientId,
                URI.create(keys + "/api/lti/authorize_redirect"),
                URI.create(host + "/login/oauth2/token"),
                URI.create(keys + "/api/lti/security/jwks"),
                deployments());
    }

    private NewPlatform moodle(String institution, String name, String clientId) {
        String site = site("site").toString();
        return new NewPlatform(
                institution,
                name,
                Family.MOODLE,
                site,
                clientId,
                URI.create(site + "/mod/lti/auth.php"),
                URI.create(site + "/mod/lti/token.php"),
                URI.create(site + "/mod/lti/certs.php"),
                deployments());
    }

    private NewPlatform other(String institution, String name, String clientId) {
        String issuer = issuer();
        URI authorization = url("authorizationUrl");
        URI keys = url("jwksUrl");
        String theirs = environment(authorization.getHost());
        String said = environment(url("issuer").getHost());
        if (!theirs.isEmpty() && !said.isEmpty() && !theirs.equals(said)) {
            fault("issuer", words.say("fault.issuer.environment", issuer, said, theirs));
        }
        return new NewPlatform(
                institution, name, Family.OTHER, issuer, clientId, authorization, url("tokenUrl"), keys, deployments());
    }

    /** Which of Canvas's environments a host belongs to; empty for all other hosts. */
    private static String environment(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".instructure.com") && !lower.endsWith(".canvaslms.com")) {
            return "";
        }
        return lower.contains(".beta.") ? "beta" : lower.contains(".test.") ? "test" : "production";
    }

    private List<String> deployments() {
        List<String> all = Arrays.stream(typed("deployments").split("[\\s,]+"))
                .filter(one -> !one.isEmpty())
                .distinct()
                .toList();
        if (all.stream().anyMatch(one -> one.length() > LONGEST) || all.size() > 100) {
            fault("deployments", words.say("fault.long", LONGEST));
        }
        return all;
    }

    /** The issuer is compared letter by letter, so it stays as it was typed. */
    private String issuer() {
        url("issuer");
        return typed("issuer");
    }

    /** The address of a site, with or without its scheme, and without what people copy along with it. */
    private URI site(String field) {
        String text = typed(field);
        String whole = text.isEmpty() || text.contains("://") ? text : "https://" + text;
        String trimmed = whole.replaceFirst("/(?:mod/lti|admin|login|my|course|accounts|courses)(?:/.*)?$", "")
                .replaceFirst("/(?:index\\.php)?(?:[?#].*)?$", "");
        return url(field, trimmed, LONGEST);
    }

    private URI url(String field) {
        return url(field, typed(field), field.equals("issuer") ? LONGEST : LONGEST_URL);
    }

    /** The URL, or one that stands in for it after a fault. */
    private URI url(String field, String text, int longest) {
        @Nullable String fault = fault(text, longest);
        if (fault != null) {
            fault(field, fault);
            return URI.create("https://missing.invalid");
        }
        return URI.create(text);
    }

    private @Nullable String fault(String text, int longest) {
        if (text.isEmpty()) {
            return words.say("fault.missing");
        }
        if (text.length() > longest) {
            return words.say("fault.long", longest);
        }
        try {
            URI url = new URI(text);
            boolean whole = url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null;
            if (!whole) {
                return words.say("fault.url", text);
            }
            boolean near = "http".equalsIgnoreCase(url.getScheme()) && PublicUrl.isLoopback(url);
            return near || "https".equalsIgnoreCase(url.getScheme()) ? null : words.say("fault.https", text);
        } catch (URISyntaxException e) {
            return words.say("fault.url", text);
        }
    }

    private String text(String field) {
        String text = typed(field);
        if (text.isEmpty()) {
            fault(field, words.say("fault.missing"));
        } else if (text.length() > LONGEST) {
            fault(field, words.say("fault.long", LONGEST));
        } else if (!Text.isPlain(text)) {
            fault(field, words.say("fault.characters"));
        }
        return text;
    }

    private String typed(String field) {
        return typed.getOrDefault(field, "").strip();
    }
}
