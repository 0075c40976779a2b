package org.cairn.ingest.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.cairn.Shows;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.cairn.drive.RawHttp;
import org.cairn.drive.SourceWorld;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

/** What people confirm and waive by a script, from the wire to the award. */
class VouchWireTests extends SourceWorld {

    @Value("${cairn.operator-token}")
    private String token;

    private World world;
    private LearnerId ada;

    @BeforeEach
    void open() {
        world = world(Family.CANVAS);
        world.badge("mentored", "attested: step", "565", "module:4");
        world.badgeForScore("charter", "565", "assignment:355");
        ada = world.student(new Identifier(IdentifierKind.SIS, "A1"));
    }

    private Set<String> held() {
        return world.holds(ada).keySet();
    }

    private static String word(String learner, String badge, String id, boolean stands, String note) {
        return """
                {"learners": ["%s"], "badge": "%s", "milestone": "step", "id": "%s", "stands": %s,
                 "by": {"name": "Dean Roe", "role": "administrator"}, "note": "%s"}""".formatted(learner, badge, id, stands, note);
    }

    private RawHttp.Answer say(String target, String body) {
        return world.api.exchange("POST", target, body, "Content-Type: application/json");
    }

    private RawHttp.Answer send(byte[] body, String secret) throws IOException {
        return world.send(
                "POST",
                "/api/attestations?institution=" + world.institution.replace(" ", "%20"),
                body,
                "Authorization: Bearer " + secret,
                "Content-Type: application/json");
    }

    @ParameterizedTest
    @CsvSource({"/api/attestations, mentored", "/api/waivers, charter"})
    @Shows(
            of = Source.BY_HAND,
            what = {Awkward.REPEATED, Awkward.WITHDRAWN})
    void whatIsSaidTwiceIsSaidOnceAndCountsUntilItIsTakenBack(String target, String badge) {
        String id = ada.value().toString();
        assertThat(say(target, word(id, badge, "1", true, "Portfolio")).status())
                .isEqualTo(201);
        assertThat(say(target, word(id, badge, "1", true, "Portfolio")).status())
                .isEqualTo(201);
        assertThat(held()).containsExactly(badge);
        assertThat(world.api.all("/api/awards?learner=" + id)).hasSize(1);

        assertThat(say(target, word(id, badge, "2", false, "")).status()).isEqualTo(201);
        assertThat(held()).isEmpty();
    }

    @Test
    @Shows(
            of = Source.BY_HAND,
            what = {Awkward.UNKNOWN_PERSON, Awkward.DELETED_PERSON})
    void nothingIsConfirmedOfWhoIsNotKnownOrNoMore() {
        String stranger = word(UUID.randomUUID().toString(), "mentored", "1", true, "Met");
        assertThat(say("/api/attestations", stranger).status()).isEqualTo(404);

        String known = word(ada.value().toString(), "mentored", "1", true, "Met");
        say("/api/attestations", known);
        assertThat(held()).containsExactly("mentored");
        world.erase(ada);
        assertThat(say("/api/attestations", known).status()).isEqualTo(404);
        assertThat(learners.find(world.platform.id(), "A1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"learners\"", "\"badge\"", "\"milestone\"", "\"by\""})
    @Shows(of = Source.BY_HAND, what = Awkward.MISSING_IDS)
    void whatDoesNotSayWhoWhatOrByWhomIsRefused(String field) {
        String whole = word(ada.value().toString(), "mentored", "1", true, "Met");

        RawHttp.Answer answer = say("/api/attestations", whole.replace(field, "\"other\""));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(held()).isEmpty();
    }

    @Test
    @Shows(
            of = Source.BY_HAND,
            what = {Awkward.WRONG_SECRET, Awkward.TEN_MEGABYTES, Awkward.DEEP_NESTING, Awkward.INVALID_UTF8})
    void whatMayNotBeSaidOrCannotBeReadIsRefused() throws IOException {
        String word = word(ada.value().toString(), "mentored", "1", true, "NOTE");
        byte[] plain = word.getBytes(StandardCharsets.UTF_8);
        String large = word.replace("NOTE", "x".repeat(10 * 1024 * 1024));
        String deep = word.replace("\"NOTE\"", "[".repeat(5000) + "]".repeat(5000));

        assertThat(send(plain, "wrong").status()).isEqualTo(401);
        assertThat(send(large.getBytes(StandardCharsets.UTF_8), token).status()).isBetween(400, 413);
        assertThat(send(deep.getBytes(StandardCharsets.UTF_8), token).status()).isEqualTo(400);
        assertThat(send(word.replace("NOTE", "\u00e9").getBytes(StandardCharsets.ISO_8859_1), token)
                        .status())
                .isEqualTo(400);
        assertThat(held()).isEmpty();
        assertThat(send(plain, token).status()).isEqualTo(201);
        assertThat(held()).containsExactly("mentored");
    }
}
