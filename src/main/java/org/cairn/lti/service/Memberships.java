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

    private final Outbound outbound;
    private final ServiceTokens tokens;
    private final JsonMapper json;

    Memberships(Outbound outbound, ServiceTokens tokens, JsonMapper json) {
        this.outbound = outbound;
        this.tokens = tokens;
        this.json = json;
    }

    /** @throws ServiceRefused when a page could not be had; the pages before it were taken */
    void read(Platform platform, Course course, URI membershipsUrl, Taker taker) throws ServiceRefused {
        Optional<URI> page = Optional.of(first(platform, course, membershipsUrl));
        for (int number = 0; page.isPresent(); number++) {
            if (number == MOST_PAGES) {
                throw new ServiceRefused("The roster has more than %d pages.".formatted(MOST_PAGES));
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

    /** A token may be withdrawn before its time: then a new one is tried, once. */
    private Outbound.Answer get(Platform platform, URI page) throws ServiceRefused {
        String token = tokens.token(platform, SCOPES);
        Outbound.Answer answer = get(page, token);
        if (answer.status() == 401) {
            tokens.forget(platform, SCOPES, token);
            answer = get(page, tokens.token(platform, SCOPES));
        }
        if (!answer.isSuccess()) {
            throw new ServiceRefused(
                    "The roster service of %s answered %d.".formatted(page.getHost(), answer.status()));
        }
        return answer;
    }

    private Outbound.Answer get(URI page, String token) throws ServiceRefused {
        try {
            return outbound.get(page, Map.of("Accept", MEDIA_TYPE, "Authorization", "Bearer " + token));
        } catch (Outbound.Failed e) {
            throw new ServiceRefused("No roster: " + e.getMessage(), e);
        }
    }

    private List<Member> members(Platform platform, Outbound.Answer answer) throws ServiceRefused {
        JsonNode members;
        try {
            members = json.readTree(answer.body()).path("members");
        } catch (JacksonException e) {
            throw new ServiceRefused("The roster service answered something that is not JSON.");
        }
        if (!members.isArray()) {
            throw new ServiceRefused("The roster service answered something that is no roster.");
        }
        List<Member> read = new ArrayList<>();
        members.valueStream()
                .forEach(entry -> Member.of(entry, platform.family()).ifPresent(read::add));
        return read;
    }
}
