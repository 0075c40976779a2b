package org.cairn.lti.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.complaint.TestComplaints;
import org.cairn.lti.Course;
import org.cairn.lti.CourseId;
import org.cairn.net.Outbound;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MembershipsTests {

    private static final URI BASE = URI.create("https://lms.example.edu/names");
    private static final InstitutionId INSTITUTION = new InstitutionId(UUID.randomUUID());
    private static final Platform PLATFORM = new Platform(
            new PlatformId(INSTITUTION, UUID.randomUUID()),
            "LMS",
            Family.OTHER,
            "https://lms.example.edu",
            "c1",
            BASE,
            BASE,
            BASE,
            true);
    private static final Course COURSE =
            new Course(new CourseId(INSTITUTION, UUID.randomUUID()), PLATFORM.id(), "ctx", "7", null);

    private final List<Integer> handfuls = new ArrayList<>();
    private final Set<String> subs = new HashSet<>();

    private void read(Function<Integer, Outbound.Answer> pages) throws ServiceRefused {
        ServiceCalls calls = new ServiceCalls() {
            @Override
            public Outbound.Answer call(Platform platform, Set<String> scopes, Outbound.Call call) {
                String query = call.url().getQuery();
                return pages.apply(query == null ? 1 : Integer.parseInt(query.substring("page=".length())));
            }

            @Override
            public Set<String> granted(Platform platform, Set<String> scopes) {
                return scopes;
            }
        };
        new Memberships(calls, JsonMapper.builder().build(), duration -> {}).read(PLATFORM, COURSE, BASE, members -> {
            handfuls.add(members.size());
            members.forEach(member -> subs.add(member.sub()));
        });
    }

    private static Outbound.Answer page(int from, int count, String link) {
        String members = IntStream.range(from, from + count)
                .mapToObj(i ->
                        "{\"user_id\":\"person-%d\",\"status\":\"Active\",\"name\":\"Person %d\",\"roles\":[\"Learner\"]}"
                                .formatted(i, i))
                .collect(Collectors.joining(","));
        return new Outbound.Answer(
                200,
                link.isEmpty() ? Map.of() : Map.of("link", List.of("<" + link + ">; rel=\"next\"")),
                "{\"id\":\"x\",\"context\":{\"id\":\"ctx\"},\"members\":[%s],\"more\":{\"members\":[]}}"
                        .formatted(members)
                        .getBytes(UTF_8));
    }

    @Test
    @Case("A85")
    void aHundredThousandPeopleComeFiftyAtATime() throws Exception {
        read(number -> page(number * 50, 50, number == 2_000 ? "" : "/names?page=" + (number + 1)));
        assertThat(subs).hasSize(100_000);
        assertThat(handfuls).hasSize(2_000).containsOnly(50);
    }

    @Test
    @Case("A85")
    void aUniversityInOneAnswerIsTakenInHandfuls() throws Exception {
        read(number -> page(0, 80_050, ""));
        assertThat(subs).hasSize(80_050);
        assertThat(handfuls).hasSize(401).allMatch(size -> size <= 200);
    }

    @Test
    @Case("A85")
    void aRosterWithoutEndIsLeft() {
        assertThatThrownBy(() -> read(number -> page(number, 1, "/names?page=" + (number + 1))))
                .isInstanceOf(ServiceRefused.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("2100 pages"));
        assertThat(subs).hasSize(2_100);
    }

    @Test
    @Case("A85")
    void emptyPagesWithoutEndAreLeft() {
        assertThatThrownBy(() -> read(number -> page(number, 0, "/names?page=" + (number + 1))))
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("the same people"));
    }

    @Test
    void anEmptyLastPageIsAnEnd() throws Exception {
        read(number -> number == 1 ? page(0, 50, "/names?page=2") : page(0, 0, ""));
        assertThat(subs).hasSize(50);
    }
}
