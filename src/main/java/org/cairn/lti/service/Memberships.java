package org.cairn.lti.service;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.lti.Course;
import org.cairn.net.Outbound;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads rosters (Names and Role Provisioning Services 2.0): as many pages as the platform makes of it, asked for without
 * limit or filter, because Moodle reads all its people for each page and ignores the filter on the second.
 */
@Component
class Memberships {

    private static final Set<String> SCOPES =
            Set.of("https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly");
    private static final String MEDIA_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
    private static final int HANDFUL = 200;
    private static final int MOST_PAUSES = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    /** Takes one handful of members after the other. */
    interface Taker {
        void take(List<Member> members) throws ServiceRefused;
    }

    /** Waits. */
    interface Pause {
        void take(Duration duration) throws InterruptedException;
    }

    private final ServiceCalls calls;
    private final JsonMapper json;
    private final Pause pause;

    @Autowired
    Memberships(ServiceCalls calls, JsonMapper json) {
        this(calls, json, Thread::sleep);
    }

    Memberships(ServiceCalls calls, JsonMapper json, Pause pause) {
        this.calls = calls;
        this.json = json;
        this.pause = pause;
    }

    /** @throws ServiceRefused when a page could not be had whole; what came before was taken */
    void read(Platform platform, Course course, URI membershipsUrl, Taker taker) throws ServiceRefused {
        Pages pages = new Pages();
        int pauses = 0;
        Optional<URI> page = Optional.of(first(platform, course, membershipsUrl));
        while (page.isPresent()) {
            try {
                Outbound.Answer answer = get(platform, page.get());
                pages.visit(page.get());
                pages.contained(members(platform, answer, taker));
                page = NextPage.after(page.get(), answer);
            } catch (ServiceRefused e) {
                // Canvas counts the calls of all its customers together: a long roster may well be in the way
                Optional<Duration> wait = e.retryAfter().filter(asked -> asked.compareTo(LONGEST_PAUSE) <= 0);
                if (wait.isEmpty() || pauses++ == MOST_PAUSES) {
                    throw e;
                }
                pause(wait.get(), e);
            }
        }
    }

    private void pause(Duration duration, ServiceRefused why) throws ServiceRefused {
        try {
            pause.take(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }

    /** With the link id of the course itself Canvas adds each member's custom parameters, which hold its own ids. */
    private static URI first(Platform platform, Course course, URI membershipsUrl) {
        if (platform.family() != Family.CANVAS) {
            return membershipsUrl;
        }
        String url = membershipsUrl.toString();
        return URI.create(url + (membershipsUrl.getRawQuery() == null ? "?" : "&") + "rlid="
                + URLEncoder.encode(course.contextId(), StandardCharsets.UTF_8));
    }

    private Outbound.Answer get(Platform platform, URI page) throws ServiceRefused {
        Outbound.Answer answer = calls.call(
                platform,
                SCOPES,
                Outbound.Call.get(page, Map.of("Accept", MEDIA_TYPE)).within(Outbound.Limits.LONG_LIST));
        if (!answer.isSuccess()) {
            throw unusable(Complaint.of("roster.status", page.getHost(), answer.status()));
        }
        return answer;
    }

    private static ServiceRefused unusable(Complaint why) {
        return new ServiceRefused(ServiceRefused.Reason.UNUSABLE, why);
    }

    /** Reads entry by entry, so that a university in one answer is never a tree in memory; returns who was on it. */
    private List<String> members(Platform platform, Outbound.Answer answer, Taker taker) throws ServiceRefused {
        List<String> subs = new ArrayList<>();
        boolean found = false;
        try (JsonParser parser = json.createParser(answer.body())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unusable(Complaint.of("roster.none"));
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("members")) {
                    found = true;
                    members(platform, parser, taker, subs);
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw unusable(Complaint.of("roster.none"));
            }
        } catch (JacksonException e) {
            throw unusable(Complaint.of("roster.no-json"));
        }
        if (!found) {
            throw unusable(Complaint.of("roster.none"));
        }
        return subs;
    }

    private static void members(Platform platform, JsonParser parser, Taker taker, List<String> subs)
            throws ServiceRefused {
        List<Member> handful = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode entry = parser.readValueAsTree();
            Member.of(entry, platform.family()).ifPresent(handful::add);
            if (handful.size() == HANDFUL) {
                take(handful, taker, subs);
            }
        }
        take(handful, taker, subs);
    }

    private static void take(List<Member> handful, Taker taker, List<String> subs) throws ServiceRefused {
        if (!handful.isEmpty()) {
            taker.take(List.copyOf(handful));
            handful.forEach(member -> subs.add(member.sub()));
            handful.clear();
        }
    }
}
