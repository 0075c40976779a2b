package org.cairn.ingest.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.drive.ApiClient;
import org.cairn.drive.RawHttp;
import org.cairn.drive.SourceWorld;
import org.cairn.ingest.Ingestion;
import org.cairn.people.Erasures;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Who is who, from the wire to the award. */
class PeopleWireTests extends SourceWorld {

    private static final Instant GRADED = Instant.parse("2026-03-02T10:20:00.123Z");
    private static final Identifier NUMBER = new Identifier(IdentifierKind.CANVAS_GLOBAL, "21070000000000048");

    @Autowired
    Ingestion ingestion;

    @Autowired
    Erasures erasures;

    private static String grade(String score) {
        return recorded("people/unknown-grade.json", Map.of("score", score));
    }

    private World canvas() {
        World world = world(Family.CANVAS);
        world.badgeForScore("charter", "565", "assignment:355");
        return world;
    }

    private static Way feed(World world) {
        return world.feed("canvas", "\"allowUnsigned\": true");
    }

    private Platform moodle(World world) {
        String issuer = "https://%s.example.edu".formatted(UUID.randomUUID());
        String id = world.api
                .post("/api/platforms", """
                        {"institution": "%s", "name": "Moodle", "family": "moodle", "issuer": "%s", "clientId": "%s",
                         "authorizationUrl": "%s/auth", "tokenUrl": "%s/token", "jwksUrl": "%s/jwks",
                         "deploymentIds": ["1"]}""".formatted(
                                world.institution, issuer, UUID.randomUUID(), issuer, issuer, issuer))
                .path("id")
                .stringValue();
        return platforms.find(UUID.fromString(id)).orElseThrow();
    }

    private LearnerId onMoodle(Platform moodle, Identifier... identifiers) {
        return learners.know(moodle.id(), new Person(java.util.Set.of(identifiers), "Annie Example", null));
    }

    private static Identifier sub(String value) {
        return new Identifier(IdentifierKind.SUB, value);
    }

    @Test
    void unknownPersonThenKnownLaterThenDeletedKeepsWhatWasEarned() throws Exception {
        World world = canvas();
        Way feed = feed(world);
        world.post(feed, "", grade("85"));
        assertThat(world.tally().path("parked").asLong()).isEqualTo(1);

        world.post(feed, "", recorded("people/person-known-later.json"));
        LearnerId ann = await(world, "uuid-of-48-qXw8Zt0");
        assertThat(world.heldSince(ann, "charter")).contains(GRADED);

        world.post(feed, "", recorded("people/deleted-person.json"));
        assertThat(world.heldSince(ann, "charter")).contains(GRADED);
        assertThat(world.tally().path("parked").asLong()).isZero();
    }

    private LearnerId await(World world, String name) {
        ApiClient.await(
                Duration.ofSeconds(20),
                () -> learners.find(world.platform.id(), name).isPresent());
        return learners.find(world.platform.id(), name).orElseThrow();
    }

    @Test
    void whoMovedToAnotherShardIsWhoTheyWere() throws Exception {
        World world = canvas();
        Way feed = feed(world);
        world.post(feed, "", recorded("people/person-known-later.json"));
        LearnerId ann = await(world, "uuid-of-48-qXw8Zt0");
        world.post(feed, "", grade("85").replace("2107", "2199"));
        world.post(feed, "", recorded("people/moved-to-another-shard.json"));
        assertThat(await(world, "21990000000000048")).isEqualTo(ann);
        assertThat(world.heldSince(ann, "charter")).contains(GRADED);
    }

    @Test
    void theResultsOfALinkedAccountAreThePersonsUntilTheyAreParted() throws Exception {
        World world = canvas();
        Platform moodle = moodle(world);
        LearnerId annie = onMoodle(moodle, sub("7"));
        LearnerId ann = world.student(NUMBER);
        JsonNode linked = world.api.post(
                "/api/learners/%s/links".formatted(ann.value()),
                "{\"with\": \"%s\", \"why\": \"asked at the desk\"}".formatted(annie.value()));
        assertThat(linked.path("id").stringValue()).isEqualTo(annie.value().toString());
        assertThat(linked.path("accounts")).hasSize(2);

        world.post(feed(world), "", grade("85"));
        assertThat(world.heldSince(annie, "charter")).contains(GRADED);
        RawHttp.Answer parted = world.api.exchange(
                "DELETE",
                "/api/learners/%s/links/%s?why=a+mistake".formatted(annie.value(), ann.value()),
                "",
                "Accept: application/json");

        assertThat(parted.ok()).isTrue();
        assertThat(parted.body()).contains("a mistake");
        assertThat(world.holds(annie)).isEmpty();
        assertThat(world.heldSince(ann, "charter")).contains(GRADED);
    }

    @Test
    void aTrustedIdLinksWhoIsKnownAlready() {
        World world = canvas();
        Platform moodle = moodle(world);
        Identifier sis = new Identifier(IdentifierKind.SIS, "S-48");
        LearnerId annie = onMoodle(moodle, sub("7"), sis);
        world.student(NUMBER, sis);
        world.api.put(
                "/api/trusted-ids",
                "{\"kind\": \"sis\", \"platforms\": [\"%s\", \"%s\"]}"
                        .formatted(world.platform.id().value(), moodle.id().value()));
        ApiClient.await(
                Duration.ofSeconds(30),
                () -> learners.find(world.platform.id(), NUMBER.value())
                        .filter(annie::equals)
                        .isPresent());
        assertThat(world.api.get("/api/trusted-ids").path("contradictions").isEmpty())
                .isTrue();
    }

    @Test
    void aNameThatAScriptGivesReleasesWhatWaits() throws Exception {
        World world = canvas();
        world.post(feed(world), "", grade("85"));
        LearnerId ann = world.student(new Identifier(IdentifierKind.CANVAS_UUID, "u-1"));
        assertThat(world.holds(ann)).isEmpty();
        world.api.post(
                "/api/learners/%s/identifiers".formatted(ann.value()),
                "{\"platform\": \"%s\", \"kind\": \"canvas-global\", \"value\": \"%s\"}"
                        .formatted(world.platform.id().value(), NUMBER.value()));
        assertThat(world.heldSince(ann, "charter")).contains(GRADED);
    }

    @Test
    @Case("E96")
    void whoWasErasedIsDroppedAndTheirCredentialIsNotRevoked() throws Exception {
        World world = canvas();
        Way feed = feed(world);
        LearnerId ann = world.student("Ann Example", "ann@example.edu", NUMBER);
        world.post(feed, "", grade("85"));
        assertThat(world.heldSince(ann, "charter")).contains(GRADED);
        String path = URI.create(world.api
                        .all("/api/awards?learner=" + ann.value())
                        .get(0)
                        .path("credentialUrl")
                        .stringValue())
                .getPath();
        JsonNode document = world.api.get(path + ".json");
        String list = URI.create(document.path("credentialStatus")
                        .path("statusListCredential")
                        .stringValue())
                .getPath();
        String before = world.api
                .get(list)
                .path("credentialSubject")
                .path("encodedList")
                .stringValue();

        assertThat(world.api
                        .exchange("DELETE", "/api/learners/" + ann.value(), "", "Accept: application/json")
                        .status())
                .isEqualTo(204);
        world.post(feed, "", grade("90"));
        world.post(feed, "", recorded("people/person-known-later.json"));

        assertThat(world.tally().path("parked").asLong()).isZero();
        assertThat(ingestion.latest(ann.institution(), 10))
                .hasSize(3)
                .allSatisfy(message -> assertThat(message.body()).isEqualTo("{}"));
        assertThat(erasures.last(ann.institution(), 1).getFirst().dropped()).isEqualTo(2);
        assertThat(learners.find(world.platform.id(), NUMBER.value())).isEmpty();
        assertThat(world.api.exchange("GET", path + ".json", "", "Accept: */*").status())
                .isEqualTo(404);
        assertThat(world.api
                        .get(list)
                        .path("credentialSubject")
                        .path("encodedList")
                        .stringValue())
                .isEqualTo(before);
        LearnerId anew = world.student("Ann Example", null, NUMBER);
        assertThat(world.holds(anew)).isEmpty();
    }
}
