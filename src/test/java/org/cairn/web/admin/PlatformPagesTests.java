package org.cairn.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact.Kind;
import org.cairn.lti.Deployments;
import org.cairn.lti.Invitation;
import org.cairn.lti.Notices;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.MockMvc;

class PlatformPagesTests {

    private static final String PAGE = "/admin/platforms/" + TestWorld.PLATFORM.value();

    private final TestWorld world = new TestWorld();
    private final LearnerId admin = world.person("Abe Admin");
    private final MockMvc browser = browser(Role.ADMINISTRATOR);

    private MockMvc browser(Role role) {
        return TestPages.browser(world.launch(admin, role), AdminControllers.of(world));
    }

    @Test
    void whatIsStillToDoIsSaidInThePlatformsOwnWords() throws Exception {
        assertThat(page(PAGE))
                .contains("It needs you: 11 things are still to do.", ">Checklist<")
                .contains("Admin, Data Services", "Not tried yet:")
                .doesNotContain("Manage tools");
        assertThat(page("/admin")).contains("Needs you").contains("href=\"" + PAGE + "\"");
    }

    @Test
    void theChecklistTicksItself() throws Exception {
        for (Kind kind : Kind.values()) {
            found(kind);
        }
        world.rosters.read(TestWorld.PLATFORM, now());
        assertThat(page(PAGE))
                .contains("It works. One more thing makes it complete.")
                .contains("for the first time 12 May 2026, lately less than a minute ago");
        assertThat(page("/admin")).contains(">Works<");
    }

    @Test
    void whatThePlatformSaidStandsBesideWhatFailed() throws Exception {
        List.of(Kind.values()).forEach(this::found);
        world.rosters.read(TestWorld.PLATFORM, now());
        world.checkups.found(TestWorld.PLATFORM, Kind.KEYS, "keys.status\tlms.example.edu\t500", now());
        assertThat(page(PAGE))
                .contains("lms.example.edu answered 500 instead of its keys.")
                .contains("Does not work:")
                .contains("It needs you: 2 things are still to do.");
    }

    @Test
    void aRosterThatCouldNotBeReadSaysWhyUntilAnotherIs() throws Exception {
        world.rosters.failed(TestWorld.PLATFORM, now(), "lms.example.edu answered 401.");
        assertThat(page(PAGE)).contains("lms.example.edu answered 401.");
        world.rosters.read(TestWorld.PLATFORM, now());
        assertThat(page(PAGE)).doesNotContain("lms.example.edu answered 401.");
    }

    @Test
    void noticesThatCouldNotBeSubscribedToSayWhy() throws Exception {
        world.notices.add(new Notices.Subscription(
                "1:abc", "LtiContextCopyNotice", Notices.State.OFF, "notice.status\t404", null, null, now()));
        assertThat(page(PAGE)).contains("The platform answered 404.");
    }

    @Test
    void aCopyOfACanvasThatNobodyOpensNeedsNothing() throws Exception {
        Platform one = TestWorld.platform();
        world.trusted.set(
                0,
                new Platform(
                        one.id(),
                        "Example Canvas (beta)",
                        Family.CANVAS,
                        "https://canvas.beta.instructure.com",
                        one.clientId(),
                        one.authorizationUrl(),
                        one.tokenUrl(),
                        one.jwksUrl(),
                        true));
        assertThat(page(PAGE)).contains("Nothing has to be done.");
        assertThat(page("/admin")).contains("Not used yet").doesNotContain("Needs you");
        found(Kind.LAUNCH);
        assertThat(page("/admin")).contains("Needs you");
    }

    @Test
    void theKeysAreShownWithTheirAgesAndTheNextIsMadeOnce() throws Exception {
        assertThat(page("/admin/keys")).contains("key-1", "It signs now", "Make the next key");
        browser.perform(post("/admin/keys/rotate")).andExpect(redirectedUrl("/admin/keys?said=rotated"));
        assertThat(page("/admin/keys?said=rotated"))
                .contains("key-2", "It signs next", "13 May 2026")
                .doesNotContain("Make the next key");
    }

    @Test
    void theOpenPageGetsNewsOnlyWhenThereAreSome() throws Exception {
        String seen =
                page(PAGE).replaceAll("(?s).*\"seen\":\"([^\"]+)\".*|.*&quot;seen&quot;:&quot;(.+?)&quot;.*", "$1$2");
        browser.perform(get(PAGE).header("HX-Request", "true").param("seen", seen))
                .andExpect(status().isNoContent());
        world.clock.advance(Duration.ofMinutes(5));
        browser.perform(get(PAGE).header("HX-Request", "true").param("seen", seen))
                .andExpect(status().isNoContent());
        found(Kind.KEYS);
        String news = TestPages.keep(
                browser.perform(get(PAGE).header("HX-Request", "true").param("seen", seen))
                        .andExpect(status().isOk())
                        .andReturn(),
                "platform-news");
        assertThat(news)
                .contains("id=\"live\"")
                .contains("10 things are still to do")
                .doesNotContain("<html");
    }

    @ParameterizedTest
    @CsvSource({"DONE,done,Checked just now.", "TOO_SOON,too_soon,a moment ago", "UNDER_WAY,under_way,answers slowly"})
    void checkingSaysWhatCameOfIt(Checkups.Outcome outcome, String said, String words) throws Exception {
        world.checkups.outcome = outcome;
        browser.perform(post(PAGE + "/check")).andExpect(redirectedUrl(PAGE + "?said=" + said));
        assertThat(world.checkups.checked).containsExactly(TestWorld.PLATFORM);
        assertThat(page(PAGE + "?said=" + said)).contains(words);
        assertThat(page(PAGE + "?said=anything")).doesNotContain("class=\"said\"");
    }

    @Test
    void aWaitingDeploymentIsShownWithItsCustomerAndLetInOrSentAway() throws Exception {
        knocks("2:a");
        knocks("3:b");
        assertThat(page(PAGE)).contains("Example School", "guid-of-2:a", "3:b").contains("It needs you");
        decide("2:a", true);
        decide("3:b", false);
        assertThat(world.deployments.accepted).containsExactly("2:a");
        assertThat(world.deployments.dismissed).containsExactly("2:a", "3:b");
        decide("never-knocked", true);
        assertThat(world.deployments.accepted).containsExactly("2:a");
    }

    @Test
    void pausingIsExplainedDoneAndUndone() throws Exception {
        PlatformId other = other().id();
        String page = "/admin/platforms/" + other.value();
        assertThat(page(page + "/pause"))
                .contains("What ends", "What stays", "POST /api/platforms")
                .doesNotContain("your own visit");
        browser.perform(post(page + "/pause")).andExpect(redirectedUrl(page));
        assertThat(page(page)).contains("It is paused").contains("Resume");
        assertThat(page("/admin")).contains(">Paused<");
        browser.perform(post(page + "/resume")).andExpect(redirectedUrl(page + "?said=resumed"));
        assertThat(world.platforms.find(other).orElseThrow().active()).isTrue();
    }

    @Test
    void removingIsExplainedAndThenThePlatformIsGoneFromEveryList() throws Exception {
        Platform other = other();
        String page = "/admin/platforms/" + other.id().value();
        assertThat(page(page + "/remove")).contains("What stays", "people, results, badges and credentials");
        assertThat(world.removed).isEmpty();
        browser.perform(post(page + "/remove")).andExpect(redirectedUrl("/admin?said=removed"));
        assertThat(world.removed).containsExactly(other.id());
        assertThat(page("/admin?said=removed")).contains("It was removed.").doesNotContain(other.name());
        browser.perform(get(page)).andExpect(status().isNotFound());
    }

    @Test
    void whoEndsTheirOwnPlatformIsWarnedAndToldSo() throws Exception {
        assertThat(page(PAGE + "/remove")).contains("your own visit ends with it");
        String ended = browser.perform(post(PAGE + "/remove"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(ended).contains("Example Canvas is removed").contains("your visit ends here");
    }

    @Test
    void canvasGetsAnAddressForItsEventsOnce() throws Exception {
        assertThat(page(PAGE)).contains("https://badges.example.edu/ingest/feed-1/canvas");
        browser.perform(post(PAGE + "/feed")).andExpect(redirectedUrl(PAGE + "?said=feed"));
    }

    @Test
    void oneLinkIsMadeForTheLaunchsOwnInstitutionAndThePageTurnsGreen() throws Exception {
        String invited = browser.perform(post("/admin/platforms/new")
                        .param("family", "moodle")
                        .param("name", " Our Moodle ")
                        .param("institution", "Elsewhere")
                        .param("tenantId", UUID.randomUUID().toString()))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(invited)
                .contains("https://badges.example.edu/lti/register?invitation=secret-1")
                .contains("Add LTI Advantage", "Activate");
        Invitation made = world.invitations.made.getFirst();
        assertThat(made.institution()).isEqualTo("Example University");
        assertThat(made.platformName()).isEqualTo("Our Moodle");
        assertThat(made.family()).isEqualTo(Family.MOODLE);
        String state = "/admin/platforms/new/" + made.id();
        browser.perform(get(state).header("HX-Request", "true")).andExpect(status().isNoContent());
        assertThat(page(state)).contains("shown only once").doesNotContain("secret-1");
        world.invitations.use(made.id(), Invitation.State.USED, TestWorld.PLATFORM);
        assertThat(browser.perform(get(state).header("HX-Request", "true"))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("It has registered.", PAGE)
                .doesNotContain("<html", "hx-get");
    }

    @Test
    void aLinkCanBeWithdrawnAndAnExpiredOneSaysSo() throws Exception {
        browser.perform(post("/admin/platforms/new").param("family", "canvas"));
        Invitation made = world.invitations.made.getFirst();
        assertThat(page("/admin/platforms/new")).contains("Withdraw this link", "by Somebody");
        world.invitations.use(made.id(), Invitation.State.EXPIRED, null);
        assertThat(page("/admin/platforms/new/" + made.id())).contains("not used in time");
        browser.perform(post("/admin/platforms/new/" + made.id() + "/withdraw"))
                .andExpect(redirectedUrl("/admin/platforms/new"));
        assertThat(world.invitations.made).isEmpty();
        browser.perform(get("/admin/platforms/new/" + made.id())).andExpect(status().isNotFound());
    }

    @Test
    void anotherInstitutionsInvitationsAreUnknown() throws Exception {
        Invitation theirs = world.invitations
                .invite("Elsewhere", Family.CANVAS, "Their Canvas", "Eve")
                .invitation();
        browser.perform(get("/admin/platforms/new/" + theirs.id())).andExpect(status().isNotFound());
        browser.perform(post("/admin/platforms/new/" + theirs.id() + "/withdraw"))
                .andExpect(status().isNotFound());
        assertThat(page("/admin/platforms/new")).doesNotContain("Their Canvas");
        assertThat(world.invitations.made).hasSize(1);
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        browser.perform(post("/admin/platforms/new").param("family", "sakai")).andExpect(status().isBadRequest());
        browser.perform(get("/admin/platforms/manual?family=x")).andExpect(status().isBadRequest());
        browser.perform(get("/admin/platforms/1-1-1-1-1")).andExpect(status().isNotFound());
        browser.perform(get("/admin/platforms/nonsense")).andExpect(status().isNotFound());
        browser.perform(get(PAGE + "/publish")).andExpect(status().isNotFound());
        browser.perform(post("/admin/platforms/new").param("family", "canvas").param("name", "a\0b"))
                .andExpect(status().isBadRequest());
    }

    @Test
    void onlyAdministratorsMayDoAnyOfThis() throws Exception {
        for (Role role : List.of(Role.STUDENT, Role.INSTRUCTOR)) {
            MockMvc other = browser(role);
            for (String path :
                    List.of(PAGE, "/admin/keys", PAGE + "/pause", PAGE + "/remove", "/admin/platforms/new")) {
                other.perform(get(path)).andExpect(status().isForbidden());
            }
            for (String deed : List.of("check", "pause", "resume", "remove", "feed")) {
                other.perform(post(PAGE + "/" + deed)).andExpect(status().isForbidden());
            }
            other.perform(post("/admin/platforms/manual").param("family", "canvas"))
                    .andExpect(status().isForbidden());
        }
        assertThat(world.removed).isEmpty();
        assertThat(world.checkups.checked).isEmpty();
    }

    private void decide(String deployment, boolean accept) throws Exception {
        browser.perform(post(PAGE + "/deployments")
                        .param("deployment", deployment)
                        .param("accept", String.valueOf(accept)))
                .andExpect(redirectedUrl(PAGE + "?said=" + (accept ? "accepted" : "dismissed")));
    }

    private void knocks(String deployment) {
        world.deployments.waiting.add(
                new Deployments.Waiting(deployment, "guid-of-" + deployment, "Example School", now(), now()));
    }

    private Platform other() {
        URI url = URI.create("https://moodle.example.edu/x");
        Platform other = new Platform(
                new PlatformId(TestWorld.INSTITUTION, new UUID(0, 77)),
                "Other Moodle",
                Family.MOODLE,
                "https://moodle.example.edu",
                "abc",
                url,
                url,
                url,
                true);
        world.trusted.add(other);
        return other;
    }

    private void found(Kind kind) {
        if (kind == Kind.ROSTER) {
            return; // is told by the rosters themselves
        }
        if (kind == Kind.NOTICE) {
            world.notices.add(new Notices.Subscription(
                    "1:abc", "LtiContextCopyNotice", Notices.State.STANDING, null, now(), null, now()));
            return;
        }
        world.checkups.found(TestWorld.PLATFORM, kind, null, now());
    }

    private Instant now() {
        return world.clock.instant();
    }

    private String page(String path) throws Exception {
        return browser.perform(get(URI.create(path)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }
}
