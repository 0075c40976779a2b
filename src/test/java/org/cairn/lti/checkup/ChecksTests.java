package org.cairn.lti.checkup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.TestComplaints;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact;
import org.cairn.lti.Contact.Kind;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.lti.Services;
import org.cairn.lti.TestLti;
import org.cairn.lti.service.ServiceCalls;
import org.cairn.lti.service.ServiceRefused;
import org.cairn.lti.service.ServiceRefused.Reason;
import org.cairn.net.Outbound;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.vault.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ChecksTests {

    private static final String KEYS = keys(2048);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final TestDatabase.Fresh database;
    private final TestLti lti;
    private final Platform canvas;
    private final JdbcContacts contacts;
    private final List<String> asked = new ArrayList<>();

    private int status = 200;
    private String keySet = KEYS;
    private Tokens tokens = scopes -> scopes;

    private interface Tokens {
        Set<String> grant(Set<String> scopes) throws ServiceRefused;
    }

    ChecksTests(TestDatabase kind) {
        database = kind.fresh();
        lti = TestLti.on(database, event -> {}, clock);
        canvas = lti.canvas("Buffalo");
        contacts = new JdbcContacts(database.jdbc());
    }

    @Test
    void aCheckFetchesTheKeysAndAsksForATokenPerService() {
        assertThat(checks().check(canvas.id())).isEqualTo(Checkups.Outcome.DONE);
        assertThat(checks().contacts(canvas.id()))
                .extracting(Contact::kind)
                .containsExactly(
                        Kind.KEYS,
                        Kind.SCOPE_COLUMNS,
                        Kind.SCOPE_SCORES,
                        Kind.SCOPE_RESULTS,
                        Kind.SCOPE_ROSTER,
                        Kind.SCOPE_NOTICES);
        assertThat(checks().contacts(canvas.id())).allMatch(Contact::good).allMatch(c -> c.detail() == null);
        assertThat(asked).hasSize(5).allMatch(scope -> scope.startsWith("https://purl.imsglobal.org/spec/lti"));
    }

    @Test
    void moodleIsNotAskedForNoticesWhichItDoesNotHave() {
        Platform moodle = lti.platforms().register(TestLti.registration("Buffalo", Family.MOODLE));
        checks().check(moodle.id());
        assertThat(asked).hasSize(4).noneMatch(scope -> scope.contains("noticehandlers"));
    }

    @Test
    void whatWasRefusedIsNotedWithItsReason() {
        tokens = scopes -> {
            if (scopes.toString().contains("score")) {
                throw new ServiceRefused(
                        Reason.NO_TOKEN, Complaint.of("service.token-refused", "lms", 400, "invalid_scope"));
            }
            return scopes.toString().contains("result") ? Set.of() : scopes;
        };
        checks().check(canvas.id());
        assertThat(contact(Kind.SCOPE_SCORES).good()).isFalse();
        assertThat(TestComplaints.english(contact(Kind.SCOPE_SCORES).detail()))
                .isEqualTo("There is no access token: lms answered 400 (invalid_scope).");
        assertThat(TestComplaints.english(contact(Kind.SCOPE_RESULTS).detail()))
                .contains("gave a token without", "result.readonly");
        assertThat(contact(Kind.SCOPE_ROSTER).good()).isTrue();
    }

    @Test
    void aServerThatDoesNotAnswerIsNotAskedFourTimesMore() {
        tokens = scopes -> {
            throw new ServiceRefused(Reason.NOT_REACHED, Complaint.of("call.too-slow", "lms", 5));
        };
        checks().check(canvas.id());
        assertThat(asked).hasSize(1);
        assertThat(TestComplaints.english(contact(Kind.SCOPE_NOTICES).detail())).contains("did not answer");
    }

    @Test
    void keysThatAreNoneAreSaidToBeSo() {
        status = 404;
        assertThat(TestComplaints.english(checkedKeys()))
                .isEqualTo("%s answered 404 instead of its keys.".formatted(host()));
        status = 200;
        for (String nonsense : List.of("<html>", "", "[]", "{}", "{\"keys\":7}", "{\"keys\":[{\"kty\":\"RSA\"}]}")) {
            keySet = nonsense;
            assertThat(TestComplaints.english(checkedKeys()))
                    .as(nonsense)
                    .startsWith(host())
                    .endsWith(".");
        }
        keySet = keys(1024);
        assertThat(TestComplaints.english(checkedKeys()))
                .isEqualTo("%s shows no RSA key of 2048 bits or more.".formatted(host()));
        keySet = KEYS;
        assertThat(checkedKeys()).isNull();
    }

    @Test
    void aPlatformIsNotCheckedTwiceInTwentySeconds() {
        Checks checks = checks();
        checks.check(canvas.id());
        assertThat(checks.check(canvas.id())).isEqualTo(Checkups.Outcome.TOO_SOON);
        assertThat(asked).hasSize(5);
        clock.advance(Duration.ofSeconds(20));
        assertThat(checks.check(canvas.id())).isEqualTo(Checkups.Outcome.DONE);
        assertThat(asked).hasSize(10);
    }

    @Test
    void nobodyWaitsForASlowPlatformButItsAnswerIsNotedInTheEnd() {
        CountDownLatch answered = new CountDownLatch(1);
        tokens = scopes -> {
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return scopes;
        };
        Checks checks = checks(Duration.ofMillis(50));
        assertThat(checks.check(canvas.id())).isEqualTo(Checkups.Outcome.UNDER_WAY);
        answered.countDown();
        await().until(() -> checks.contacts(canvas.id()).size() == 6);
    }

    @Test
    void theFirstCheckBeginsByItselfAndOnlyOnce() {
        Checks checks = checks();
        checks.begin(canvas.id());
        await().until(() -> checks.contacts(canvas.id()).size() == 6);
        clock.advance(Duration.ofDays(1));
        checks.begin(canvas.id());
        assertThat(contact(Kind.KEYS).at()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    }

    @Test
    void launchesAreNotedOnceAMinuteAndTheFirstIsRemembered() {
        Checks checks = checks();
        checks.launched(launch());
        await().until(() -> checks.contacts(canvas.id()).size() == 1);
        clock.advance(Duration.ofSeconds(59));
        checks.launched(launch());
        clock.advance(Duration.ofSeconds(1));
        checks.launched(launch());
        await().until(() -> contact(Kind.LAUNCH).at().equals(Instant.parse("2026-11-22T10:01:00Z")));
        assertThat(contact(Kind.LAUNCH).firstAt()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    }

    @Test
    void aChangeIsNotedAtOnceAndWhatIsOlderChangesNothing() {
        Checks checks = checks();
        checks.note(canvas.id(), Kind.ROSTER, true, null);
        await().until(() -> contact(Kind.ROSTER).good());
        clock.advance(Duration.ofSeconds(1));
        checks.note(canvas.id(), Kind.ROSTER, false, "x".repeat(600));
        await().until(() -> !contact(Kind.ROSTER).good());
        assertThat(contact(Kind.ROSTER).detail()).hasSize(500);
        contacts.put(canvas.id(), Kind.ROSTER, true, null, Instant.parse("2026-11-22T09:00:00Z"));
        assertThat(contact(Kind.ROSTER).good()).isFalse();
    }

    @Test
    void eachInstitutionSeesItsOwnContactsOnly() {
        Platform other = lti.canvas("Elsewhere");
        checks().check(canvas.id());
        assertThat(checks().contacts(other.id().institution())).isEmpty();
        assertThat(checks().contacts(other.id())).isEmpty();
        assertThat(checks().contacts(canvas.id().institution())).hasSize(6);
    }

    private @org.jspecify.annotations.Nullable String checkedKeys() {
        checks().check(canvas.id());
        clock.advance(Duration.ofSeconds(1));
        return contact(Kind.KEYS).detail();
    }

    private String host() {
        return canvas.jwksUrl().getHost();
    }

    private Contact contact(Kind kind) {
        return contacts.of(canvas.id()).stream()
                .filter(contact -> contact.kind() == kind)
                .findFirst()
                .orElseGet(() -> new Contact(canvas.id(), kind, false, null, Instant.EPOCH, Instant.EPOCH));
    }

    private LaunchAdmitted launch() {
        return new LaunchAdmitted(
                canvas.id(),
                "1",
                new LearnerId(canvas.id().institution(), Ids.next()),
                Role.STUDENT,
                null,
                null,
                Services.NONE,
                new Purpose.Visit(null, null),
                List.of(),
                clock.instant());
    }

    private Checks checks() {
        return checks(Duration.ofSeconds(30));
    }

    private Checks checks(Duration patience) {
        return new Checks(
                lti.platforms(),
                new Trials(new Shown(), new Granting()),
                contacts,
                new Notes(contacts, database.transactions(), clock),
                clock,
                patience);
    }

    private static String keys(int bits) {
        try {
            return new JWKSet(new RSAKeyGenerator(bits, true).generate()).toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Grants what the test says. */
    private final class Granting implements ServiceCalls {

        @Override
        public Outbound.Answer call(Platform platform, Set<String> scopes, Outbound.Call call) {
            throw new AssertionError("a check calls no service");
        }

        @Override
        public Set<String> granted(Platform platform, Set<String> scopes) throws ServiceRefused {
            asked.addAll(scopes);
            return tokens.grant(scopes);
        }
    }

    /** Shows the key set of the moment. */
    private final class Shown implements Outbound {

        @Override
        public Answer call(Call call) {
            assertThat(call.url().getPath()).isEqualTo("/jwks");
            return new Answer(status, Map.of(), keySet.getBytes(UTF_8));
        }
    }
}
