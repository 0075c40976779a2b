package org.cairn.ingest.canvasapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.pull.Source;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.net.Outbound;
import org.cairn.net.Servers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Calls one Canvas, and no other server, in one account's name. */
final class CanvasCalls {

    private static final int LONGEST_EXPLANATION = 2_000;
    private static final int LONGEST_RETRY_AFTER = 9;

    /** With less than this left of some hundreds, Canvas is near to refusing: it gets time to refill. */
    private static final double NEARLY_NOTHING = 30;

    private static final int REFILL_SECONDS = 20;

    /** Canvas tells so apart from what somebody may not see. */
    static final Complaint TOKEN_ENDED = Complaint.of("canvas.token");

    /** So Canvas answers where a student is asked for whom the token does not see. */
    static final Complaint NOT_SEEN = Complaint.of("canvas.person");

    /** So Canvas answers where an assignment is asked for that it does not show. */
    static final Complaint MAY_NOT = Complaint.of("canvas.may-not");

    private final Outbound outbound;
    private final Source.Account account;
    private boolean tired;

    CanvasCalls(Outbound outbound, Source.Account account) {
        this.outbound = outbound;
        this.account = account;
    }

    /**
     * One page.
     *
     * @param next null for the last
     */
    record Page(JsonNode json, @Nullable URI next) {}

    URI url(String path, String... query) {
        StringBuilder url = new StringBuilder(account.base() + "/api/v1/" + path);
        for (int i = 0; i + 1 < query.length; i += 2) {
            url.append(i == 0 ? '?' : '&')
                    .append(URLEncoder.encode(query[i], UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(query[i + 1], UTF_8));
        }
        return URI.create(url.toString());
    }

    Page get(URI url) throws Refused {
        if (!Servers.isSame(account.base(), url)) {
            throw new Refused(Reason.UNUSABLE, Complaint.of("canvas.elsewhere"));
        }
        Outbound.Answer answer = answer(url);
        if (!answer.isSuccess()) {
            throw refused(answer);
        }
        tired = left(answer) < NEARLY_NOTHING;
        return new Page(json(answer), Links.next(url, answer));
    }

    /** @throws Refused when Canvas would soon refuse to go on */
    void letRest() throws Refused {
        if (tired) {
            throw new Refused(Reason.THROTTLED, Complaint.of("canvas.rest"), REFILL_SECONDS);
        }
    }

    /** @throws Refused when Canvas does not know the token; one that was made for less than this is known all the same */
    void checkToken() throws Refused {
        Outbound.Answer answer = answer(url("users/self"));
        boolean known = answer.isSuccess()
                || answer.status() == 403
                || answer.text().toLowerCase(Locale.ROOT).contains("insufficient scopes");
        if (!known || isThrottle(answer)) {
            throw refused(answer);
        }
        if (answer.isSuccess() && !json(answer).isObject()) {
            throw new Refused(Reason.UNUSABLE, Complaint.of("canvas.not-canvas"));
        }
    }

    private Outbound.Answer answer(URI url) throws Refused {
        try {
            return outbound.call(Outbound.Call.get(
                            url, Map.of("Authorization", "Bearer " + account.token(), "Accept", "application/json"))
                    .within(Outbound.Limits.LONG_LIST));
        } catch (Outbound.Failed e) {
            Complaint why = e.why();
            throw switch (e.reason()) {
                case NOT_ALLOWED, NOT_REACHED, TOO_SLOW -> new Refused(Reason.NOT_REACHED, why);
                case TOO_LONG -> new Refused(Reason.UNUSABLE, why);
            };
        }
    }

    private static JsonNode json(Outbound.Answer answer) throws Refused {
        try {
            return StrictJson.read(answer.body());
        } catch (StrictJson.Unreadable e) {
            boolean page = answer.first("content-type")
                    .map(type -> type.toLowerCase(Locale.ROOT).contains("html"))
                    .orElse(false);
            List<Complaint> why =
                    page ? List.of(Complaint.of("canvas.page")) : List.of(Complaint.of("canvas.no-json"), e.why());
            throw new Refused(Reason.UNUSABLE, why, null);
        }
    }

    private static Refused refused(Outbound.Answer answer) {
        int status = answer.status();
        if (isThrottle(answer)) {
            return new Refused(Reason.THROTTLED, Complaint.of("canvas.fewer", status), after(answer));
        }
        if (status == 401) {
            return new Refused(
                    Reason.NOT_ALLOWED, answer.first("www-authenticate").isPresent() ? TOKEN_ENDED : NOT_SEEN);
        }
        if (status == 403) {
            return new Refused(Reason.NOT_ALLOWED, MAY_NOT);
        }
        if (status == 404) {
            return new Refused(Reason.NO_COURSE, Complaint.of("canvas.not-found"));
        }
        if (status >= 500) {
            return new Refused(Reason.NOT_REACHED, Complaint.of("canvas.failed", status), after(answer));
        }
        return new Refused(Reason.UNUSABLE, Complaint.of("canvas.status", status));
    }

    /** Canvas says 429, or 403 with a text, or with nothing left of the rate limit. */
    private static boolean isThrottle(Outbound.Answer answer) {
        return answer.status() == 429
                || (answer.status() == 403
                        && (left(answer) <= 0
                                || (answer.body().length <= LONGEST_EXPLANATION
                                        && answer.text()
                                                .toLowerCase(Locale.ROOT)
                                                .contains("rate limit"))));
    }

    private static double left(Outbound.Answer answer) {
        try {
            return answer.first("x-rate-limit-remaining")
                    .map(String::strip)
                    .map(Double::parseDouble)
                    .orElse(Double.MAX_VALUE);
        } catch (NumberFormatException e) {
            return Double.MAX_VALUE;
        }
    }

    private static @Nullable Integer after(Outbound.Answer answer) {
        return answer.first("retry-after")
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_RETRY_AFTER)
                .filter(text -> text.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(Integer::valueOf)
                .orElse(null);
    }
}
