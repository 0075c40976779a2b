package org.cairn.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cairn.TestDatabase;
import org.cairn.award.Award;
import org.cairn.credential.Credentials.Check;
import org.cairn.credential.Credentials.UnknownCredential;
import org.cairn.credential.key.Issuers;
import org.cairn.people.LearnerId;
import org.cairn.people.LearnersMerged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SignedCredentialsTests {

    private static final int THREADS = 20;
    private static final int LIST = 131_072;

    private final TestHouse house;
    private final Credentials credentials;

    SignedCredentialsTests(TestDatabase kind) {
        house = new TestHouse(kind);
        credentials = house.credentials();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void awardGetsOneUnguessablePrivateCredential() {
        Award award = house.award(house.learner("ada@example.edu"));
        Credential first = house.credential(award);
        Credential again = house.credential(award);

        assertThat(again).isEqualTo(first);
        assertThat(Base64.getUrlDecoder().decode(first.id())).hasSize(32);
        assertThat(first.shared()).isFalse();
        assertThat(first.award()).isEqualTo(award.id());
        assertThat(first.path()).isEqualTo("/credentials/" + first.id());
        assertThat(credentials.find(first.id())).contains(first);
        assertThat(credentials.find("unknown")).isEmpty();
    }

    @Test
    void twentyThreadsThatReserveOneCredentialGetOneRowAndOneStatusEntry() throws Exception {
        Award award = house.award(house.learner(null));
        Set<Credential> seen = new HashSet<>(together(THREADS, index -> house.credential(award)));

        assertThat(seen).hasSize(1);
        assertThat(count("credential")).isEqualTo(1);
        assertThat(count("status_list")).isEqualTo(1);
        assertThat(number("select taken from status_list")).isEqualTo(1);
    }

    @Test
    void twentyThreadsThatReserveDifferentCredentialsGetDifferentEntries() throws Exception {
        List<Award> awards = IntStream.range(0, THREADS)
                .mapToObj(index -> house.award(house.learner(null)))
                .toList();
        together(THREADS, index -> house.credential(awards.get(index)));

        assertThat(number("select count(distinct status_index) from credential"))
                .isEqualTo(THREADS);
        assertThat(number("select taken from status_list")).isEqualTo(THREADS);
    }

    @Test
    void twentyThreadsThatSignOneCredentialReadTheSameDocument() throws Exception {
        Credential credential = house.credential(house.award(house.learner(null)));
        Set<String> documents = new HashSet<>(together(THREADS, index -> credentials.json(credential)));

        assertThat(documents).hasSize(1);
        assertThat(count("issuer_key")).isEqualTo(1);
    }

    @Test
    void manyAreReservedAtOnceAndFoundAgain() {
        List<Award> awards = IntStream.range(0, 1200)
                .mapToObj(index -> house.award(house.learner(null)))
                .toList();
        Map<UUID, Credential> made = credentials.of(house.institution, awards);

        assertThat(made).hasSize(1200);
        assertThat(credentials.of(house.institution, awards)).isEqualTo(made);
        assertThat(number("select count(distinct status_index) from credential"))
                .isEqualTo(1200);
    }

    @Test
    void fullStatusListIsFollowedByANewOne() {
        house.credential(house.award(house.learner(null)));
        house.database
                .jdbc()
                .sql("update status_list set taken = " + (LIST - 2))
                .update();
        List<Award> awards = IntStream.range(0, 5)
                .mapToObj(index -> house.award(house.learner(null)))
                .toList();
        credentials.of(house.institution, awards);

        assertThat(count("status_list")).isEqualTo(2);
        assertThat(number("select taken from status_list where ordinal = 1")).isEqualTo(LIST);
        assertThat(number("select taken from status_list where ordinal = 2")).isEqualTo(3);
    }

    @Test
    void signedDocumentIsStableUntilTheAwardChanges() {
        Award award = house.award(house.learner(null));
        Credential credential = house.credential(award);
        String first = credentials.json(credential);
        house.clock.advance(Duration.ofDays(1));

        assertThat(credentials.json(credential)).isEqualTo(first);

        house.put(award, Award.State.ISSUED, TestHouse.EARNED.plusSeconds(3600));
        JsonNode second = json(credentials.json(credential));
        assertThat(second.path("id")).isEqualTo(json(first).path("id"));
        assertThat(second.path("credentialStatus")).isEqualTo(json(first).path("credentialStatus"));
        assertThat(second.path("validFrom").asString()).isEqualTo("2026-11-22T09:00:00Z");
        assertThat(second.path("awardedDate").asString()).isEqualTo("2026-11-20T16:30:00Z");
        assertThat(checks(credential)).allMatch(Check::passed);
    }

    @Test
    void everyCheckOfAGoodCredentialPasses() {
        Credential credential = house.credential(house.award(house.learner("ada@example.edu")));

        assertThat(checks(credential)).extracting(Check::id).containsExactly("signature", "issuer", "status", "dates");
        assertThat(checks(credential)).allMatch(Check::passed);
    }

    @Test
    void revokedAwardFailsItsStatusCheckAndPassesAgainWhenItStandsAgain() {
        Award award = house.award(house.learner(null));
        Credential credential = house.credential(award);
        String document = credentials.json(credential);
        Award other = house.award(house.learner(null));
        Credential neighbour = house.credential(other);
        credentials.json(neighbour);

        house.put(award, Award.State.REVOKED, award.earnedAt());
        assertThat(failed(credential)).containsExactly("status");
        assertThat(failed(neighbour)).isEmpty();
        assertThat(credentials.json(credential)).isEqualTo(document);

        house.put(award, Award.State.ISSUED, award.earnedAt());
        assertThat(failed(credential)).isEmpty();
    }

    @Test
    void flaggedAwardStillStands() {
        Award award = house.award(house.learner(null));
        Credential credential = house.credential(award);
        house.put(award, Award.State.FLAGGED, award.earnedAt());

        assertThat(failed(credential)).isEmpty();
    }

    @Test
    void awardThatIsGoneLeavesARevokedCredential() {
        Award award = house.award(house.learner(null));
        Credential credential = house.credential(award);
        credentials.json(credential);
        house.awards.remove(award.id());

        assertThat(failed(credential)).containsExactly("status");
    }

    @Test
    void awardThatVanishedBeforeItWasSignedHasNoDocument() {
        Award award = house.award(house.learner(null));
        Credential credential = house.credential(award);
        house.awards.remove(award.id());

        assertThatThrownBy(() -> credentials.json(credential)).isInstanceOf(UnknownCredential.class);
    }

    @Test
    void credentialOfTheFutureFailsItsDates() {
        Credential credential = house.credential(house.award(house.learner(null)));
        credentials.json(credential);
        house.clock.advance(Duration.ofHours(-1));

        assertThat(failed(credential)).containsExactly("dates");
    }

    @Test
    void oneChangedByteInTheDatabaseFailsTheSignature() {
        Credential credential = house.credential(house.award(house.learner(null)));
        store(credential, credentials.json(credential).replace("Team charter", "Team chartez"));

        assertThat(failed(credential)).containsExactly("signature");
    }

    @Test
    void keyThatTheIssuerDoesNotPublishFails() {
        Credential credential = house.credential(house.award(house.learner(null)));
        ObjectNode document = (ObjectNode) json(credentials.json(credential));
        ((ObjectNode) document.path("proof").path(0))
                .put(
                        "verificationMethod",
                        house.get(Issuers.class).did(house.institution)
                                + "#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi");
        store(credential, document.toString());

        assertThat(failed(credential)).contains("signature", "issuer");
    }

    @Test
    void statusListOfSomebodyElseIsNotTrusted() {
        Credential credential = house.credential(house.award(house.learner(null)));
        credentials.json(credential);
        credentials.verify(credential);
        house.database
                .jdbc()
                .sql("update status_list set document = replace(document, 'did:web:', 'did:web:evil.')")
                .update();

        assertThat(failed(credential)).containsExactly("status");
    }

    @Test
    void onlyItsLearnerSharesACredential() {
        LearnerId learner = house.learner(null);
        Credential credential = house.credential(house.award(learner));
        LearnerId stranger = house.learner(null);

        assertThatThrownBy(() -> credentials.share(stranger, credential.id(), true))
                .isInstanceOf(UnknownCredential.class);
        assertThatThrownBy(() -> credentials.share(learner, "unknown", true)).isInstanceOf(UnknownCredential.class);
        assertThat(credentials.find(credential.id()))
                .hasValueSatisfying(each -> assertThat(each.shared()).isFalse());

        credentials.share(learner, credential.id(), true);
        house.clock.advance(Duration.ofHours(1));
        credentials.share(learner, credential.id(), true);
        assertThat(credentials.find(credential.id()))
                .hasValueSatisfying(each -> assertThat(each.sharedAt()).isEqualTo(TestHouse.NOW));
        assertThatThrownBy(() -> credentials.share(stranger, credential.id(), false))
                .isInstanceOf(UnknownCredential.class);

        credentials.share(learner, credential.id(), false);
        assertThat(credentials.find(credential.id()))
                .hasValueSatisfying(each -> assertThat(each.shared()).isFalse());
    }

    @Test
    void credentialsOfMergedLearnersBelongToTheOneWhoStays() {
        LearnerId from = house.learner(null);
        LearnerId into = house.learner(null);
        Credential credential = house.credential(house.award(from));
        house.context.publishEvent(new LearnersMerged(from, into));

        credentials.share(into, credential.id(), true);
        assertThat(credentials.find(credential.id()))
                .hasValueSatisfying(each -> assertThat(each.learner()).isEqualTo(into));
    }

    @Test
    void laneSignsWhatWasAwardedAndRevokesWhatWasTakenAway() {
        List<Award> awards = IntStream.range(0, 120)
                .mapToObj(index -> house.award(house.learner("student%d@example.edu".formatted(index))))
                .toList();
        house.changed(awards);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(number("select count(*) from credential where document is not null"))
                        .isEqualTo(120));

        house.changed(List.of(house.put(awards.getFirst(), Award.State.REVOKED, TestHouse.EARNED)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(number("select count(*) from credential where revoked = true"))
                        .isEqualTo(1));
        assertThat(failed(house.credential(awards.get(0)))).containsExactly("status");
        assertThat(failed(house.credential(awards.get(1)))).isEmpty();
    }

    @Test
    void awardThatCannotBeWordedDoesNotKeepTheOthersBack() {
        Award odd =
                house.award(house.learner(null), "no-such-badge", 1, Award.State.ISSUED, TestHouse.EARNED, List.of());
        Award good = house.award(house.learner(null));
        house.changed(List.of(odd, good));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(number("select count(*) from credential where document is not null"))
                        .isEqualTo(1));
    }

    @Test
    void issuerKeyIsSealedAndStaysWhenTheTransactionThatMadeItRollsBack() {
        Issuers issuers = house.get(Issuers.class);
        house.database.transactions().executeWithoutResult(status -> {
            issuers.signingKey(house.institution);
            status.setRollbackOnly();
        });
        byte[] sealed = house.database
                .jdbc()
                .sql("select sealed from issuer_key")
                .query((row, index) -> row.getBytes(1))
                .single();

        assertThat(count("issuer_key")).isEqualTo(1);
        assertThat(sealed)
                .isNotEqualTo(issuers.signingKey(house.institution).privateKey().getEncoded());
        assertThat(failed(house.credential(house.award(house.learner(null))))).isEmpty();
    }

    @Test
    void keysOfThePastStayPublished() {
        Credential credential = house.credential(house.award(house.learner(null)));
        credentials.json(credential);
        house.database
                .jdbc()
                .sql("insert into issuer_key (institution, ordinal, multikey, sealed, created_at)"
                        + " select institution, 2, 'z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi', sealed, created_at"
                        + " from issuer_key")
                .update();

        assertThat(house.get(Issuers.class)
                        .didDocument(house.institution)
                        .path("assertionMethod")
                        .size())
                .isEqualTo(2);
        assertThat(failed(credential)).isEmpty();
    }

    private List<Check> checks(Credential credential) {
        return credentials.verify(credential);
    }

    private List<String> failed(Credential credential) {
        return checks(credential).stream()
                .filter(check -> !check.passed())
                .map(Check::id)
                .toList();
    }

    private void store(Credential credential, String document) {
        house.database
                .jdbc()
                .sql("update credential set document = :document where id = :id")
                .param("document", document)
                .param("id", credential.id())
                .update();
    }

    private long count(String table) {
        return number("select count(*) from " + table);
    }

    private long number(String sql) {
        return house.database.jdbc().sql(sql).query(Long.class).single();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private interface Work<T> {
        T run(int index);
    }

    private static <T> List<T> together(int threads, Work<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int index = i;
                running.add(pool.submit(() -> {
                    start.await();
                    return work.run(index);
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }
}
