package org.cairn.web.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.cairn.award.Award;
import org.cairn.credential.Credential;
import org.cairn.people.LearnerId;
import org.cairn.web.Certificates;
import org.cairn.web.TestPages;
import org.cairn.web.TestWorld;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;

class CredentialPageTests {

    private final TestWorld world = new TestWorld();
    private final LearnerId ada = world.student("Ada Abara");
    private final MockMvc browser = TestPages.browser(
            null,
            new CredentialPage(
                    world.credentials,
                    new Certificates(world.awards, world.pathways, world.log, world.learners, world.platforms),
                    world.publicUrl,
                    world.wording,
                    world.ways),
            new BadgePage(world.pathways, world.platforms, world.ways, world.wording));

    @Test
    void aSharedCredentialSaysWhetherItIsValidAndWhatItProves() throws Exception {
        Credential credential = shared(award(Award.State.ISSUED));
        String page = TestPages.keep(
                browser.perform(get(credential.path()))
                        .andExpect(status().isOk())
                        .andExpect(header().string("X-Robots-Tag", "noindex"))
                        .andReturn(),
                "credential");
        assertThat(page)
                .contains("Valid.")
                .contains("Example University")
                .contains("Ada Abara")
                .contains("Score at least 80% on Reflection essay")
                .contains("The signature is genuine")
                .contains(credential.path() + ".json")
                .contains("property=\"og:title\"")
                .contains("Teamwork")
                .doesNotContain("91%")
                .doesNotContain("<script");
    }

    @Test
    void aWithdrawnOneIsNotValidAndSaysWhy() throws Exception {
        Credential credential = shared(award(Award.State.REVOKED));
        assertThat(TestPages.keep(browser.perform(get(credential.path())).andReturn(), "credential-withdrawn"))
                .contains("Not valid.")
                .contains("a mistake");
    }

    @Test
    void privateAndUnknownLookTheSame() throws Exception {
        Award award = award(Award.State.ISSUED);
        Credential credential =
                world.credentials.of(TestWorld.INSTITUTION, List.of(award)).get(award.id());
        browser.perform(get(credential.path())).andExpect(status().isNotFound());
        browser.perform(get("/credentials/unknown")).andExpect(status().isNotFound());
    }

    @Test
    void aBadgeSaysWhatItAsksFor() throws Exception {
        String page = TestPages.keep(
                browser.perform(get("/badges/" + TestWorld.INSTITUTION.value() + "/pbl-preparation"))
                        .andExpect(status().isOk())
                        .andReturn(),
                "badge");
        assertThat(page).contains("Score at least 80% on Team charter").contains("At least 1 of these 2:");
        assertThat(TestPages.keep(
                        browser.perform(get("/badges/" + TestWorld.INSTITUTION.value() + "/pbl-achievement"))
                                .andReturn(),
                        "badge-stack"))
                .contains("/pbl-reflection\"");
    }

    @Test
    void badgesOfNobodyAreNotFound() throws Exception {
        browser.perform(get("/badges/" + TestWorld.INSTITUTION.value() + "/none"))
                .andExpect(status().isNotFound());
        browser.perform(get("/badges/00000000-0000-0000-0000-00000000ffff/pbl-preparation"))
                .andExpect(status().isNotFound());
        browser.perform(get("/issuers/not-a-uuid")).andExpect(status().isNotFound());
    }

    @Test
    void anIssuerListsItsBadges() throws Exception {
        assertThat(TestPages.keep(
                        browser.perform(get("/issuers/" + TestWorld.INSTITUTION.value()))
                                .andReturn(),
                        "issuer"))
                .contains("Example University")
                .contains("Project-Based Collaboration: Achievement");
    }

    private Award award(Award.State state) {
        world.scored(ada, "assignment:4", 91);
        return world.award(ada, "pbl-reflection", state, state == Award.State.ISSUED ? null : "a mistake");
    }

    private Credential shared(Award award) {
        String id = world.credentials
                .of(TestWorld.INSTITUTION, List.of(award))
                .get(award.id())
                .id();
        world.credentials.share(ada, id, true);
        return world.issued.get(id);
    }
}
