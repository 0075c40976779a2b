package org.cairn.ingest.moodle;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.pull.Source.Account;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.Texts;
import org.cairn.net.Outbound;
import tools.jackson.databind.JsonNode;

/**
 * The web services of one Moodle, by its REST protocol. The token stands in the posted form and nowhere else: what
 * stands in an address ends up in logs.
 */
final class Site {

    /** Reading all grades makes Moodle calculate them anew, which may take a while. */
    static final Outbound.Limits LIMITS = new Outbound.Limits(Duration.ofSeconds(30), 10_000_000);

    private static final int LONGEST_CODE = 60;
    private static final int USUAL_PAUSE = 60;
    private static final int LONGEST_PAUSE = 86_400;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Outbound outbound;
    private final URI server;
    private final String token;

    Site(Outbound outbound, Account account) {
        this.outbound = outbound;
        this.server = URI.create(bare(account.base().toString()) + "/webservice/rest/server.php");
        this.token = account.token();
    }

    /** An address without the slash at its end, which some write and some do not. */
    static String bare(String address) {
        return address.strip().replaceAll("/+$", "");
    }

    /**
     * Asks one function; the answer may be {@code null} in JSON, which some functions say for nothing.
     *
     * @throws Fault when Moodle answers with an error of its own
     * @throws TooMuch when the answer is too long, or does not come in time
     * @throws Refused when there is no answer that could be understood
     */
    JsonNode ask(String function, Map<String, String> parameters) throws Fault, TooMuch, Refused {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("wstoken", token);
        form.put("wsfunction", function);
        form.put("moodlewsrestformat", "json");
        form.putAll(parameters);
        return understood(function, called(function, encoded(form)));
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Outbound.Answer called(String function, String form) throws TooMuch, Refused {
        try {
            return outbound.call(Outbound.Call.post(server, Map.of(), FORM, form.getBytes(StandardCharsets.UTF_8))
                    .within(LIMITS));
        } catch (Outbound.Failed e) {
            if (e.reason() == Outbound.Reason.TOO_LONG || e.reason() == Outbound.Reason.TOO_SLOW) {
                throw new TooMuch(function, e.reason() == Outbound.Reason.TOO_LONG);
            }
            throw new Refused(Reason.NOT_REACHED, e.why());
        }
    }

    private static JsonNode understood(String function, Outbound.Answer answer) throws Fault, Refused {
        checkStatus(answer);
        JsonNode json = json(answer.body());
        if (json.isObject() && json.has("exception")) {
            String code = Texts.of(json, "errorcode");
            throw new Fault(
                    function, code != null && code.matches("\\w{1,%d}".formatted(LONGEST_CODE)) ? code : "unnamed");
        }
        return json;
    }

    private static void checkStatus(Outbound.Answer answer) throws Refused {
        int status = answer.status();
        if (answer.isSuccess()) {
            return;
        }
        throw switch (status) {
            case 403 -> new Refused(Reason.NOT_ALLOWED, Complaint.of("moodle.switched-off"));
            case 429, 503 -> new Refused(Reason.THROTTLED, Complaint.of("moodle.left-alone", status), pause(answer));
            case 301, 302, 303, 307, 308 -> new Refused(Reason.UNUSABLE, Complaint.of("moodle.moved", status));
            case 404 -> new Refused(Reason.UNUSABLE, Complaint.of("moodle.not-found"));
            default ->
                new Refused(
                        status >= 500 ? Reason.NOT_REACHED : Reason.UNUSABLE, Complaint.of("moodle.status", status));
        };
    }

    private static int pause(Outbound.Answer answer) {
        return answer.first("retry-after")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Math.min(LONGEST_PAUSE, Integer.parseInt(seconds)))
                .orElse(USUAL_PAUSE);
    }

    private static JsonNode json(byte[] body) throws Refused {
        try {
            return StrictJson.read(body);
        } catch (StrictJson.Unreadable e) {
            String start = new String(body, 0, Math.min(body.length, 200), StandardCharsets.ISO_8859_1).strip();
            List<Complaint> why =
                    start.startsWith("<") ? List.of(markup(start)) : List.of(Complaint.of("moodle.no-json"), e.why());
            throw new Refused(Reason.UNUSABLE, why, null);
        }
    }

    private static Complaint markup(String start) {
        return start.startsWith("<?xml") && !start.contains("<html")
                ? Complaint.of("moodle.xml")
                : Complaint.of("moodle.page");
    }

    /** Says that the answer was too long, or too slow in coming. */
    static final class TooMuch extends Exception {

        private final String function;
        private final boolean isLong;

        TooMuch(String function, boolean isLong) {
            super(function);
            this.function = function;
            this.isLong = isLong;
        }

        /** True when there was too much to say; otherwise it took too long, as it does where too many ask. */
        boolean isLong() {
            return isLong;
        }

        Refused refused() {
            return isLong
                    ? new Refused(Reason.UNUSABLE, Complaint.of("moodle.too-long", function))
                    : new Refused(Reason.NOT_REACHED, Complaint.of("moodle.too-slow", function));
        }
    }
}
