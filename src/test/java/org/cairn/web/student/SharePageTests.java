package org.cairn.web.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.cairn.award.Award;
import org.cairn.credential.Credential;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.web.Certificates;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;

class SharePageTests {

    private final TestWorld world = new TestWorld();
    private final LearnerId ada = world.student("Ada Abara");
    private final LearnerId ben = world.student("Ben Brook");
    private final Award award = award();
    private final Credential credential =
            world.credentials.of(TestWorld.INSTITUTION, List.of(award)).get(award.id());

    private Award award() {
        world.scored(ada, "assignment:4", 91);
        return world.award(ada, "pbl-reflection");
    }

    @Test
    void beforeSharingTheLearnerSeesWhatAStrangerWillSee() throws Exception {
        String page = page(ada, "share-private");
        assertThat(page)
                .contains("Only you can see this badge.")
                .contains("This is what a stranger will see")
                .contains("Ada Abara")
                .contains("Score at least 80% on Reflection essay")
                .doesNotContain("91%")
                .doesNotContain("linkedin.com");
    }

    @Test
    void sharingGivesTheLinkAndStoppingTakesItAway() throws Exception {
        send(ada, true).andExpect(redirectedUrl("/student/share?award=" + award.id()));
        assertThat(page(ada, "share-shared"))
                .contains("https://badges.example.edu" + credential.path())
                .contains("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&amp;name="
                        + "Project-Based%20Collaboration%3A%20Reflection&amp;organizationName=Example%20University"
                        + "&amp;issueYear=2026&amp;issueMonth=5");
        send(ada, false);
        assertThat(world.issued.get(credential.id()).shared()).isFalse();
    }

    @Test
    void theLinkOfTheOtherAccountIsAtHand() throws Exception {
        assertThat(page(ada, "share-one")).doesNotContain("other link");
        Award other = new Award(
                java.util.UUID.randomUUID(),
                ada,
                "pbl-reflection",
                1,
                Award.State.ISSUED,
                award.earnedAt().minus(java.time.Duration.ofDays(40)),
                award.decidedAt(),
                award.evidence(),
                null);
        world.besides.add(other);
        assertThat(page(ada, "share-two"))
                .contains("Your other link to this badge", "Earned 2 Apr 2026", "only you can see it")
                .contains("href=\"/student/share?award=" + other.id() + "\"");
        browser(ada)
                .perform(get("/student/share").param("award", other.id().toString()))
                .andExpect(status().isOk());
        Award withdrawn = new Award(
                java.util.UUID.randomUUID(),
                ada,
                "pbl-reflection",
                1,
                Award.State.REVOKED,
                award.earnedAt(),
                award.decidedAt(),
                award.evidence(),
                "a mistake");
        world.besides.set(0, withdrawn);
        assertThat(page(ada, "share-gone")).doesNotContain("other link");
    }

    @Test
    void nobodyElseCanSeeOrShareIt() throws Exception {
        browser(ben)
                .perform(get("/student/share").param("award", award.id().toString()))
                .andExpect(status().isNotFound());
        send(ben, true).andExpect(status().isNotFound());
        assertThat(world.issued.get(credential.id()).shared()).isFalse();
    }

    @Test
    void aWithdrawnBadgeCannotBeShared() throws Exception {
        Award withdrawn = world.award(ada, "pbl-engagement", Award.State.REVOKED, "a mistake");
        browser(ada)
                .perform(get("/student/share").param("award", withdrawn.id().toString()))
                .andExpect(status().isNotFound());
    }

    @Test
    void allMyBadgesListsEarnedAndWithdrawn() throws Exception {
        world.award(ada, "pbl-engagement", Award.State.REVOKED, "a mistake");
        String page = TestPages.keep(
                TestPages.browser(
                                world.launch(ada, Role.STUDENT, null),
                                new BadgesPage(world.pathways, world.ways, world.wording))
                        .perform(get("/student/badges"))
                        .andReturn(),
                "badges");
        assertThat(page)
                .contains("You hold one badge.")
                .contains("This badge was withdrawn: a mistake")
                .contains("/student/share?award=" + award.id());
    }

    private String page(LearnerId who, String name) throws Exception {
        return TestPages.keep(
                browser(who)
                        .perform(get("/student/share").param("award", award.id().toString()))
                        .andExpect(status().isOk())
                        .andReturn(),
                name);
    }

    private org.springframework.test.web.servlet.ResultActions send(LearnerId who, boolean shared) throws Exception {
        return browser(who).perform(post("/student/share/" + credential.id()).param("shared", String.valueOf(shared)));
    }

    private MockMvc browser(LearnerId who) {
        Certificates certificates =
                new Certificates(world.awards, world.pathways, world.log, world.learners, world.platforms);
        return TestPages.browser(
                world.launch(who, Role.STUDENT),
                new SharePage(world.awards, world.credentials, certificates, world.publicUrl, world.wording));
    }
}
