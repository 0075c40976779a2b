package org.cairn.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.cairn.ingest.Conflict;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion.Message;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.Warning;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;

class FeedPagesTests {

    private final TestWorld world = new TestWorld();
    private final LearnerId admin = world.person("Abe Admin");
    private final MockMvc browser =
            TestPages.browser(world.launch(admin, Role.ADMINISTRATOR), AdminControllers.of(world));
    private final Feed feed = world.keepingUp.all.getFirst();
    private final String path = "/admin/feeds/" + feed.handle();

    private String page(String address) throws Exception {
        return browser.perform(get(address))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private void quarantined() {
        world.messages.add(new Message(
                TestWorld.PLATFORM,
                "feed-1",
                "k1",
                "grade_change",
                State.QUARANTINED,
                "the score is not a number",
                world.clock.instant(),
                "{\"score\":\"<b>80</b>\"}"));
    }

    @Test
    void whatCameAgainWithAnotherMeaningIsShownBesideWhatCounts() throws Exception {
        quarantined();
        assertThat(page(path)).doesNotContain("Came again, and said something else");
        world.conflicts.add(new Conflict(
                world.messages.getLast(),
                "<i>sis-1</i>",
                2,
                world.clock.instant(),
                world.clock.instant(),
                "{\"score\":\"<b>95</b>\"}"));
        assertThat(page(path))
                .contains("Came again, and said something else", "&lt;i&gt;sis-1", "2 times", path + "/messages/k1");
        assertThat(page(path + "/messages/k1")).contains("&lt;b&gt;80", "&lt;b&gt;95", "is kept and counts");
    }

    @Test
    void theListSaysHowEachFeedIsDoingAndWhatToLookAt() throws Exception {
        quarantined();
        assertThat(page("/admin/feeds"))
                .contains("works as usual", "1,204", "Repeats")
                .doesNotContain("feed-1/");
        world.keepingUp.warnings.add(
                new Warning(feed, Warning.Kind.SILENT, world.clock.instant().minusSeconds(7200), 0));
        assertThat(page("/admin/feeds")).contains("the last message came 2 hours ago", "Needs your eye");
        assertThat(page("/admin")).contains("the last message came 2 hours ago");
    }

    @Test
    void aNewRuleIsForSomeMessagesUnlessSomebodyWantsItForAll() throws Exception {
        assertThat(page(path + "/rules")).contains("value=\"EQUALS\" selected");
        assertThat(page(path + "/rules?test=ALWAYS")).contains("value=\"ALWAYS\" selected");
    }

    @Test
    void theListDoesNotSayThatAllWorkWhileSomeWereNeverHeard() throws Exception {
        assertThat(page("/admin/feeds"))
                .contains("No feed works yet; from one nothing has been heard yet.")
                .doesNotContain("as usual");
        world.keepingUp.state = Feeds.State.PAUSED;
        assertThat(page("/admin/feeds")).contains("No feed works yet; one is paused.");
    }

    @Test
    void theFeedOfFilesHasNoAddressAndNoSecretAndIsNotClosed() throws Exception {
        Feed files = world.keepingUp.add(TestWorld.PLATFORM, FeedKind.EVENTS, null, false);
        world.uploads.feeds.add(files.id());
        String own = "/admin/feeds/" + files.handle();

        assertThat(page("/admin/feeds")).contains("Uploaded files");
        assertThat(page("/admin")).contains("Uploaded files", "what people bring as files");
        assertThat(page(own))
                .contains("Nothing can be sent to it", "How it is understood")
                .doesNotContain("/ingest/", "new secret", "Pause", own + "/close");
        for (String deed : List.of("/secret", "/pause", "/close")) {
            browser.perform(post(own + deed)).andExpect(status().isNotFound());
        }
        assertThat(world.keepingUp.all).contains(files);
    }

    @Test
    void aFeedsPageHasItsAddressTheStepsAndAChart() throws Exception {
        assertThat(page(path))
                .contains("https://badges.example.edu/ingest/feed-1/canvas")
                .contains("Sign Payload")
                .contains("<polyline points=\"0.0,80.0 ")
                .contains("7 × the signature does not hold");
    }

    @Test
    void aSecretIsShownOnceAndNeverAgain() throws Exception {
        String made = browser.perform(post("/admin/feeds")
                        .param("platform", TestWorld.PLATFORM.value().toString())
                        .param("kind", "xapi"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(made).contains("secret-of-xapi", "LRS endpoint", "HTTP Basic");
        Feed xapi = world.keepingUp.all.getLast();
        assertThat(xapi.kind()).isEqualTo(FeedKind.XAPI);
        assertThat(page("/admin/feeds/" + xapi.handle())).doesNotContain("secret-of-xapi");
        String renewed = browser.perform(post("/admin/feeds/" + xapi.handle() + "/secret"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(renewed).contains("new-secret-of-xapi");
    }

    @Test
    void aFeedIsChangedPausedAndClosed() throws Exception {
        browser.perform(post(path + "/reading").param("strict", "true"))
                .andExpect(redirectedUrl(path + "?said=changed"));
        assertThat(world.keepingUp.done)
                .containsExactly("reading Reading[strict=true, accountsAreUserNames=false, matchEmail=false]");
        browser.perform(post(path + "/pause")).andExpect(redirectedUrl(path + "?said=paused"));
        assertThat(world.keepingUp.state).isEqualTo(Feeds.State.PAUSED);
        assertThat(page(path)).contains("Take what comes again");
        assertThat(page(path + "/close")).contains("nobody’s any more");
        assertThat(world.keepingUp.all).hasSize(1);
        browser.perform(post(path + "/close")).andExpect(redirectedUrl("/admin/feeds?said=closed"));
        assertThat(world.keepingUp.all).isEmpty();
    }

    @Test
    void whoseEventsAreBelievedIsShownAndChanged() throws Exception {
        assertThat(page(path)).contains("Which Canvas", "No account is named yet", "12 messages lie in quarantine");
        assertThat(page(path)).contains("&lt;i&gt;other").doesNotContain("<i>other");
        browser.perform(post(path + "/accounts").param("names", "uuid-1\r\n\r\nuuid-2"))
                .andExpect(redirectedUrl(path + "?said=believed"));
        assertThat(world.keepingUp.done).containsExactly("believe [uuid-1, , uuid-2]");
        assertThat(page(path + "?said=believed"))
                .contains("Saved. What this concerns", "Launches come from the account launched:canvas-lms")
                .doesNotContain("No account is named yet");
        assertThat(TestPages.keep(
                        browser.perform(post(path + "/accounts").param("names", "a\nb\nc\nd"))
                                .andExpect(status().isOk())
                                .andReturn(),
                        "feed-accounts-refused"))
                .contains("Nothing was saved. A feed believes at most 3 accounts.", ">a\nb\nc\nd</textarea>")
                .contains("aria-invalid=\"true\"");
    }

    @Test
    void aFeedWithASecretOfItsOwnAsksForNoAccount() throws Exception {
        Feed guarded = world.keepingUp.add(TestWorld.PLATFORM, FeedKind.CANVAS, null, false);
        String own = "/admin/feeds/" + guarded.handle();
        assertThat(page(own)).doesNotContain("Which Canvas");
        browser.perform(post(own + "/accounts").param("names", "uuid-1")).andExpect(status().isNotFound());
    }

    @Test
    void aMessageIsLookedAtTriedAndMended() throws Exception {
        quarantined();
        assertThat(page(path + "/quarantine"))
                .contains("the score is not a number", "s-77")
                .contains(">Canvas Live Events, Example Canvas</a>");
        assertThat(page(path + "/messages/k1"))
                .contains("Cannot be used", "&lt;b&gt;80&lt;/b&gt;", "80 of 100")
                .doesNotContain("<b>80");
        String tried = browser.perform(
                        post(path + "/messages/k1").param("do", "try").param("body", "{\"usable\": 1}"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(tried).contains("Tells what somebody did", "student number s-1");
        browser.perform(post(path + "/messages/k1").param("do", "mend").param("body", "{\"usable\": 1}"))
                .andExpect(redirectedUrl(path + "/quarantine?said=mended&count=1"));
        String refused = browser.perform(
                        post(path + "/messages/k1").param("do", "mend").param("body", "odd"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(refused).contains("It is no valid JSON", "Nothing was saved.", ">odd</textarea>");
        browser.perform(post(path + "/messages/k1").param("do", "replay"))
                .andExpect(redirectedUrl(path + "/quarantine?said=replayed&count=1"));
        assertThat(world.keepingUp.done).containsExactly("mend k1 {\"usable\": 1}", "replay [k1]");
    }

    @Test
    void aRuleIsPreviewedSavedAndEnded() throws Exception {
        quarantined();
        String query = "?test=EQUALS&at=/score&wanted=x&put=/score&value=95&note=";
        assertThat(page(path + "/rules" + query)).contains("Of the 2 newest quarantined messages it would change 1");
        assertThat(world.keepingUp.rules).isEmpty();
        assertThat(page(path + "/rules?test=EQUALS&at=score&wanted=x&put=/score&value=95"))
                .contains("must begin with a slash");
        browser.perform(post(path + "/rules" + query))
                .andExpect(redirectedUrl(path + "/quarantine?said=ruled&count=1"));
        assertThat(world.keepingUp.rules)
                .singleElement()
                .satisfies(rule -> assertThat(rule.by()).startsWith("Somebody ("));
        browser.perform(post(path + "/rules/" + world.keepingUp.rules.getFirst().id() + "/remove"))
                .andExpect(redirectedUrl(path + "/quarantine?said=unruled&count=1"));
        assertThat(world.keepingUp.rules).isEmpty();
    }

    @Test
    void allOfOneReasonIsReplayedOrPutAside() throws Exception {
        quarantined();
        browser.perform(post(path + "/quarantine").param("do", "replay").param("reason", "no\tsuch"))
                .andExpect(redirectedUrl(path + "/quarantine?said=replayed&count=1"));
        browser.perform(post(path + "/quarantine")
                        .param("do", "dismiss")
                        .param("reason", "no")
                        .param("why", "a test"))
                .andExpect(redirectedUrl(path + "/quarantine?said=dismissed&count=1"));
        browser.perform(post(path + "/quarantine").param("do", "again"))
                .andExpect(redirectedUrl(path + "/quarantine?said=again&count=1"));
        assertThat(world.keepingUp.done).containsExactly("replay no\tsuch", "dismiss no a test", "again");
    }

    @Test
    void onlyAdministratorsOfTheInstitutionFindTheirFeeds() throws Exception {
        browser.perform(get("/admin/feeds/" + feed.id())).andExpect(status().isNotFound());
        for (Role role : List.of(Role.STUDENT, Role.INSTRUCTOR)) {
            MockMvc other = TestPages.browser(world.launch(admin, role), AdminControllers.of(world));
            for (String address :
                    List.of("/admin/feeds", path, path + "/quarantine", path + "/rules", path + "/close")) {
                other.perform(get(address)).andExpect(status().isForbidden());
            }
            other.perform(post(path + "/close")).andExpect(status().isForbidden());
        }
        assertThat(world.keepingUp.all).hasSize(1);
    }
}
