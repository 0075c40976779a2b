package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.credential.Credential;
import org.cairn.credential.Credentials;
import org.cairn.drive.RawHttp;
import org.cairn.drive.SourceWorld;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Links;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Somebody earned a badge with two accounts, gave both links away, and then the two accounts became one person. */
class LinkedCredentialsTests extends SourceWorld {

    @LocalServerPort
    private int localPort;

    @Autowired
    private Awards awards;

    @Autowired
    private Credentials credentials;

    @Autowired
    private Links links;

    private World world;

    private LearnerId known(PlatformId platform, String name, String id) {
        return learners.know(platform, new Person(Set.of(new Identifier(IdentifierKind.SUB, id)), name, null));
    }

    private void confirm(LearnerId learner, boolean stands) {
        world.api.post("/api/attestations", """
                {"learners": ["%s"], "badge": "talk", "milestone": "step", "by": {"name": "Tess"}, "stands": %s}""".formatted(learner.value(), stands));
        world.settled();
    }

    private Credential shared(LearnerId learner) {
        List<Award> held = awards.of(learner);
        assertThat(held).hasSize(1);
        Credential credential =
                credentials.of(learner.institution(), held).get(held.getFirst().id());
        credentials.share(learner, credential.id(), true);
        return credential;
    }

    private String page(Credential credential) {
        try (RawHttp http = new RawHttp(localPort)) {
            RawHttp.Answer answer = http.get(credential.path(), "Accept: text/html");
            assertThat(answer.status()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void bothLinksStayGoodForAsLongAsThePersonHoldsTheBadge() {
        world = world(Family.CANVAS);
        world.badge("talk", "attested: step", "565", "assignment:1");
        PlatformId moodle = platforms
                .register(TestPlatform.moodle().registration(world.institution))
                .id();
        LearnerId ann = known(world.platform.id(), "Ann", "c1");
        LearnerId annie = known(moodle, "Annie", "7");
        confirm(ann, true);
        confirm(annie, true);
        Credential first = shared(ann);
        Credential second = shared(annie);
        String document = credentials.json(second);

        links.link(ann, annie, Links.How.ADMIN, "one person", "operator");
        world.settled();
        assertThat(world.api.all("/api/awards?badge=talk")).hasSize(1);
        assertThat(awards.of(ann)).hasSize(1);
        assertThat(awards.of(annie)).isEmpty();
        for (Credential each : List.of(first, second)) {
            assertThat(page(each)).contains("Valid.").doesNotContain("Not valid.");
        }
        assertThat(credentials.json(second)).as("not signed anew").isEqualTo(document);
        credentials.share(ann, second.id(), false);
        credentials.share(ann, second.id(), true);

        confirm(ann, false);
        for (Credential each : List.of(first, second)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(revoked(each)).isTrue());
            assertThat(page(each)).contains("Not valid.", "This badge was withdrawn");
        }
        confirm(ann, true);
        for (Credential each : List.of(first, second)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(revoked(each)).isFalse());
        }

        links.unlink(annie, "two people", "operator");
        world.settled();
        for (Credential each : List.of(first, second)) {
            assertThat(page(each)).contains("Valid.").doesNotContain("Not valid.");
        }
        assertThat(credentials.find(second.id()).orElseThrow().learner()).isEqualTo(annie);
        assertThat(credentials.find(first.id()).orElseThrow().learner()).isEqualTo(ann);
    }

    /** As the status list says it to whoever only reads that: nobody has looked at the credential itself. */
    private boolean revoked(Credential credential) {
        return template.queryForObject("select revoked from credential where id = ?", Boolean.class, credential.id());
    }

    @Autowired
    private org.springframework.jdbc.core.JdbcTemplate template;
}
