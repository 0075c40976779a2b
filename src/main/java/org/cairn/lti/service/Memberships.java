package org.cairn.lti.service;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.lti.Course;
import org.cairn.lti.Family;
import org.cairn.lti.Outbound;
import org.cairn.lti.Platform;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads rosters page by page (Names and Role Provisioning Services 2.0). */
@Component
class Memberships {

    private static final Set<String> SCOPES =
            Set.of("https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly");
    private static final String MEDIA_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
    private static final int MOST_PAGES = 200;

    /** Takes one page of members after the other. */
    interface Taker {
        void take(List<Member> members);
    }

    private final ServiceCalls calls;
    private final JsonMapper json;

    Memberships(ServiceCalls calls, JsonMapper json) {
        this.calls = calls;
        this.json = json;
    }

    /** @throws ServiceRefused when a page could not be had; the pages before it were taken */
    void read(Platform platform, Course course, URI membershipsUrl, Taker taker) throws ServiceRefused {
        Optional<URI> page = Optional.of(first(platform, course, membershipsUrl));
        for (int number = 0; page.isPresent(); number++) {
            if (number == MOST_PAGES) {
                throw unusable("The roster has more than %d pages.".formatted(MOST_PAGES));
            }
            Outbound.Answer answer = get(platform, page.get());
            taker.take(members(platform, answer));
            page = NextPage.after(page.get(), answer);
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
            throw unusable("The roster service of %s answered %d.".formatted(page.getHost(), answer.status()));
        }
        return answer;
    }

    private static ServiceRefused unusable(String message) {
        return new ServiceRefused(ServiceRefused.Reason.UNUSABLE, message);
    }

    private List<Member> members(Platform platform, Outbound.Answer answer) throws ServiceRefused {
        JsonNode members;
        try {
            members = json.readTree(answer.body()).path("members");
        } catch (JacksonException e) {
            throw unusable("The roster service answered something that is not JSON.");
        }
        if (!members.isArray()) {
            throw unusable("The roster service answered something that is no roster.");
        }
        List<Member> read = new ArrayList<>();
        members.valueStream()
                .forEach(entry -> Member.of(entry, platform.family()).ifPresent(read::add));
        return read;
    }
}
