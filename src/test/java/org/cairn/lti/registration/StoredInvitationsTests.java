package org.cairn.lti.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.lti.Invitation;
import org.cairn.lti.Invitation.State;
import org.cairn.lti.Invitations.Made;
import org.cairn.lti.TestLti;
import org.cairn.lti.registration.StoredInvitations.Claim;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Family;
import org.cairn.platform.Institution;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class StoredInvitationsTests {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final TestDatabase.Fresh database;
    private final TestLti lti;
    private final StoredInvitations invitations;

    StoredInvitationsTests(TestDatabase database) {
        this.database = database.fresh();
        this.lti = TestLti.on(this.database, event -> {}, clock);
        this.invitations = new StoredInvitations(
                new JdbcInvitations(this.database.jdbc()),
                lti.platforms(),
                new PublicUrl(URI.create("https://badges.example.edu")),
                new RegistrationSettings(Duration.ofDays(7)),
                clock);
    }

    private static String token(Made made) {
        return made.url().substring(made.url().indexOf('=') + 1);
    }

    @Test
    void aLinkIsMadeForAnInstitutionThatNeedNotExistYet() {
        Made made = invitations.invite(" University ", Family.CANVAS, "UB Canvas", "operator");
        assertThat(made.url()).matches("https://badges\\.example\\.edu/lti/register\\?invitation=[A-Za-z0-9_-]{43}");
        Invitation found = invitations.find(token(made)).orElseThrow();
        assertThat(found).isEqualTo(made.invitation());
        assertThat(found.institution()).isEqualTo("University");
        assertThat(found.platformName()).isEqualTo("UB Canvas");
        assertThat(found.family()).isEqualTo(Family.CANVAS);
        assertThat(found.invitedBy()).isEqualTo("operator");
        assertThat(found.expiresAt()).isEqualTo(Instant.parse("2026-11-28T10:00:00Z"));
        assertThat(found.state()).isEqualTo(State.OPEN);
        assertThat(invitations.find(found.id())).contains(found);
        assertThat(lti.platforms().institutions()).isEmpty();
    }

    @Test
    @Case("F21")
    void aClockThatIsPutBackLeavesNoInvitationInTheHandOfSomebodyGone() {
        Made made = invitations.invite("University", Family.CANVAS, null, "operator");
        clock.advance(Duration.ofHours(1));
        assertThat(invitations.claim(token(made))).isPresent();
        clock.advance(Duration.ofHours(-1));
        assertThat(invitations.claim(token(made))).isPresent();
        assertThat(invitations.claim(token(made))).isEmpty();
    }

    @Test
    void onlyADigestOfTheTokenIsKept() {
        String token = token(invitations.invite("University", Family.MOODLE, null, "operator"));
        assertThat(database.jdbc()
                        .sql("select * from invitation")
                        .query()
                        .singleRow()
                        .values())
                .noneMatch(value -> String.valueOf(value).contains(token));
    }

    @Test
    void eachInstitutionSeesItsOwn() {
        Platform platform = lti.canvas("University");
        Institution university = lti.platforms().institutionNamed("University").orElseThrow();
        Made first = invitations.invite("University", Family.CANVAS, null, "operator");
        clock.advance(Duration.ofMinutes(1));
        Made second = invitations.invite(platform.id().institution(), Family.MOODLE, " ", "admin");
        invitations.invite("College", Family.MOODLE, null, "operator");
        assertThat(invitations.of(university.id())).containsExactly(second.invitation(), first.invitation());
        assertThat(invitations.of("University")).containsExactly(second.invitation(), first.invitation());
        assertThat(invitations.of("College")).hasSize(1);
        assertThat(invitations.of("a\u0000b")).isEmpty();
        assertThat(second.invitation().platformName()).isNull();
    }

    @Test
    void aWithdrawnLinkIsUnknown() {
        Made made = invitations.invite("University", Family.CANVAS, null, "operator");
        invitations.withdraw(made.invitation());
        assertThat(invitations.find(token(made))).isEmpty();
        assertThat(invitations.find(made.invitation().id())).isEmpty();
        assertThat(invitations.claim(token(made))).isEmpty();
        assertThat(invitations.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void whatCannotBeStoredIsNamed() {
        for (String wrong : List.of("", " ", "x".repeat(256), "a\u0000b", "\ud800", "a\u202eb")) {
            assertThatThrownBy(() -> invitations.invite(wrong, Family.CANVAS, null, "operator"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(refused ->
                            assertThat(TestComplaints.english(refused)).contains("institution"));
        }
        assertThatThrownBy(() -> invitations.invite("University", Family.CANVAS, "a\u0000b", "operator"))
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("name"));
    }

    @Test
    @Case("S76")
    void aLinkIsUsedOnceAndInTime() {
        Made made = invitations.invite("University", Family.CANVAS, null, "operator");
        Claim claim = invitations.claim(token(made)).orElseThrow();
        assertThat(invitations.claim(token(made))).as("in another's hand").isEmpty();
        assertThat(invitations.spend(claim)).isTrue();
        assertThat(invitations.spend(claim)).isFalse();
        invitations.release(claim);
        clock.advance(Duration.ofMinutes(2));
        assertThat(invitations.claim(token(made))).as("used").isEmpty();
        assertThat(invitations.find(token(made)).orElseThrow().state()).isEqualTo(State.USED);

        Made late = invitations.invite("University", Family.CANVAS, null, "operator");
        clock.advance(Duration.ofDays(7));
        assertThat(invitations.claim(token(late))).isEmpty();
        assertThat(invitations.find(token(late)).orElseThrow().state()).isEqualTo(State.EXPIRED);
        assertThat(invitations.claim("guessed")).isEmpty();
        assertThat(invitations.find("guessed")).isEmpty();
    }

    @Test
    void whatIsGivenBackCanBeUsedAgain() {
        Made made = invitations.invite("University", Family.CANVAS, null, "operator");
        invitations.release(invitations.claim(token(made)).orElseThrow());
        Claim again = invitations.claim(token(made)).orElseThrow();
        clock.advance(Duration.ofMinutes(1));
        Claim afterACrash = invitations.claim(token(made)).orElseThrow();
        invitations.release(again);
        assertThat(invitations.claim(token(made)))
                .as("only its holder gives it back")
                .isEmpty();
        Platform platform = lti.canvas("University");
        assertThat(invitations.spend(afterACrash)).isTrue();
        invitations.connected(afterACrash, platform.id());
        assertThat(invitations.find(token(made)).orElseThrow().platform()).isEqualTo(platform.id());
    }

    @Test
    @Case("S76")
    void ofManyAtOnceOneHasIt() throws Exception {
        Made made = invitations.invite("University", Family.CANVAS, null, "operator");
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> calls = IntStream.range(0, 16)
                    .<Callable<Boolean>>mapToObj(
                            i -> () -> invitations.claim(token(made)).isPresent())
                    .toList();
            int won = 0;
            for (var call : threads.invokeAll(calls)) {
                won += call.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }
}
