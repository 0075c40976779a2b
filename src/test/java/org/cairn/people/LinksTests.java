package org.cairn.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.lti.TestLti.person;
import static org.cairn.lti.TestLti.sub;
import static org.cairn.people.IdentifierKind.CANVAS_GLOBAL;
import static org.cairn.people.IdentifierKind.CANVAS_LOCAL;
import static org.cairn.people.IdentifierKind.CANVAS_UUID;
import static org.cairn.people.IdentifierKind.EMAIL;
import static org.cairn.people.IdentifierKind.EMAIL_SHA1;
import static org.cairn.people.IdentifierKind.LTI11;
import static org.cairn.people.IdentifierKind.SIS;
import static org.cairn.people.IdentifierKind.USERNAME;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.lti.CourseId;
import org.cairn.lti.TestLti;
import org.cairn.platform.Family;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class LinksTests {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T08:00:00Z"));
    private final Queue<Object> published = new ConcurrentLinkedQueue<>();
    private final TestLti lti;
    private final Learners learners;
    private final TestPeople people;
    private final PlatformId canvas;
    private final PlatformId moodle;

    LinksTests(TestDatabase kind) {
        TestDatabase.Fresh database = kind.fresh();
        lti = TestLti.on(database, published::add, clock);
        people = TestPeople.on(database, lti.platforms(), published::add, clock);
        learners = people.learners();
        canvas = lti.canvas("University").id();
        moodle = lti.platforms()
                .register(TestLti.registration("University", Family.MOODLE))
                .id();
    }

    private static Identifier id(IdentifierKind kind, String value) {
        return new Identifier(kind, value);
    }

    private LearnerId who(PlatformId platform, Identifier... said) {
        return learners.whoAre(platform, List.of(List.of(said))).get(List.of(said));
    }

    private LearnerId know(PlatformId platform, String name, Identifier... identifiers) {
        clock.advance(Duration.ofMinutes(1));
        return learners.know(platform, person(name, identifiers));
    }

    private LearnerId link(LearnerId one, LearnerId other) {
        return people.links().link(one, other, Links.How.ADMIN, "told us", "operator");
    }

    @Test
    void twoAccountsBecomeOnePersonAndEachItsOwnAgain() {
        LearnerId ann = know(canvas, "Ann", sub("c1"), id(SIS, "A1"));
        LearnerId annie = know(moodle, "Annie", sub("7"), id(USERNAME, "annie"));
        CourseId maths = lti.courses().know(canvas, "ctx-c", "565", "Maths");
        CourseId art = lti.courses().know(moodle, "5", "5", "Art");
        lti.courses().enrol(maths, List.of(ann), true);
        lti.courses().enrol(art, List.of(annie), true);

        assertThat(link(annie, ann)).isEqualTo(ann);
        assertThat(who(moodle, sub("7"))).isEqualTo(ann);
        assertThat(know(moodle, "Annie", sub("7"), id(SIS, "A1-moodle"))).isEqualTo(ann);
        assertThat(learners.accountsOf(moodle, List.of(List.of(sub("7"))))).containsValue(annie);
        assertThat(learners.find(annie).orElseThrow().id()).isEqualTo(ann);
        assertThat(learners.identifiers(moodle, ann)).contains(sub("7"), id(SIS, "A1-moodle"));
        assertThat(learners.identifiers(canvas, ann)).containsExactly(sub("c1"), id(SIS, "A1"));
        assertThat(lti.courses().students(art)).extracting(Learner::id).containsExactly(ann);
        assertThat(people.links().accounts(ann)).hasSize(2);
        CourseId music = lti.courses().know(moodle, "6", "6", "Music");
        lti.courses().enrol(music, List.of(ann), true);

        people.links().unlink(annie, "a mistake", "operator");

        assertThat(who(moodle, sub("7"))).isEqualTo(annie);
        assertThat(who(canvas, sub("c1"))).isEqualTo(ann);
        assertThat(learners.identifiers(moodle, ann)).isEmpty();
        assertThat(learners.identifiers(moodle, annie))
                .containsExactly(sub("7"), id(SIS, "A1-moodle"), id(USERNAME, "annie"));
        assertThat(learners.find(annie).orElseThrow().name()).isEqualTo("Annie");
        assertThat(lti.courses().students(maths)).extracting(Learner::id).containsExactly(ann);
        assertThat(lti.courses().students(art)).extracting(Learner::id).containsExactly(annie);
        assertThat(lti.courses().students(music)).extracting(Learner::id).containsExactly(annie);
        assertThat(people.links().history(ann)).singleElement().satisfies(link -> {
            assertThat(link.how()).isEqualTo(Links.How.ADMIN);
            assertThat(link.why()).isEqualTo("told us");
            assertThat(link.undoneWhy()).isEqualTo("a mistake");
        });
    }

    @Test
    void ofThreeAccountsTheLeadingOneMayLeave() {
        LearnerId one = know(canvas, "One", sub("c1"));
        LearnerId two = know(moodle, "Two", sub("2"));
        LearnerId three = know(moodle, "Three", sub("3"));
        link(one, two);
        link(two, three);
        assertThat(who(moodle, sub("3"))).isEqualTo(one);

        people.links().unlink(one, "", "operator");

        assertThat(who(canvas, sub("c1"))).isEqualTo(one);
        assertThat(who(moodle, sub("2"))).isEqualTo(two);
        assertThat(who(moodle, sub("3"))).isEqualTo(two);
        assertThatThrownBy(() -> people.links().unlink(one, "", "operator")).isInstanceOf(Links.NotPossible.class);
    }

    @Test
    void twoAccountsOfOnePlatformGetTheirOwnCoursesBack() {
        LearnerId one = know(moodle, "One", sub("1"));
        LearnerId two = know(moodle, "Two", sub("2"));
        CourseId both = lti.courses().know(moodle, "5", "5", "Both");
        CourseId second = lti.courses().know(moodle, "6", "6", "Second");
        lti.courses().enrol(both, List.of(one, two), true);
        lti.courses().enrol(second, List.of(two), true);

        link(one, two);
        assertThat(lti.courses().students(both)).extracting(Learner::id).containsExactly(one);
        people.links().unlink(two, "", "operator");

        assertThat(lti.courses().students(both)).extracting(Learner::id).containsExactlyInAnyOrder(one, two);
        assertThat(lti.courses().students(second)).extracting(Learner::id).containsExactly(two);
    }

    @Test
    void anAccountThatTurnsOutToBeALinkedOneGoesWithIt() {
        LearnerId ann = know(canvas, "Ann", sub("c1"));
        LearnerId annie = know(moodle, "Annie", sub("7"));
        link(ann, annie);
        LearnerId heard = know(moodle, null, id(SIS, "S7"));
        assertThat(heard).isNotEqualTo(ann);

        assertThat(know(moodle, "Annie", sub("7"), id(SIS, "S7"))).isEqualTo(ann);
        assertThat(published).contains(new LearnersMerged(heard, ann, annie));
        people.links().unlink(annie, "", "operator");

        assertThat(who(moodle, id(SIS, "S7"))).isEqualTo(annie);
        assertThat(learners.find(heard).orElseThrow().id()).isEqualTo(annie);
    }

    @Test
    void whomCanvasMergedIsKnownByBothNames() {
        LearnerId old = know(canvas, "Ann", sub("old"), id(LTI11, "l-old"), id(CANVAS_GLOBAL, "10000000000048"));
        LearnerId current = know(canvas, "Ann", sub("new"), id(LTI11, "l-new"), id(CANVAS_GLOBAL, "10000000000077"));
        published.clear();

        Person roster = new Person(Set.of(sub("new"), id(LTI11, "l-new")), "Ann", null, Set.of(sub("old")));
        assertThat(learners.hear(canvas, roster)).contains(current);

        assertThat(published).contains(new LearnersMerged(old, current));
        assertThat(who(canvas, sub("old"))).isEqualTo(current);
        assertThat(who(canvas, id(CANVAS_GLOBAL, "10000000000048"))).isEqualTo(current);
        assertThat(who(canvas, id(LTI11, "l-new"), id(CANVAS_GLOBAL, "10000000000077")))
                .isEqualTo(current);
        assertThat(learners.identifiers(canvas, current)).startsWith(sub("new"), sub("old"));
        published.clear();
        assertThat(learners.hear(canvas, roster)).contains(current);
        assertThat(published).isEmpty();
    }

    @Test
    void aPastNameIsLearnedBeforeAndAfterThePresentOne() {
        LearnerId known = know(canvas, "Ann", sub("old"));
        Person roster = new Person(Set.of(sub("new")), "Ann", null, Set.of(sub("old"), sub("older")));
        assertThat(learners.hear(canvas, roster)).contains(known);
        assertThat(who(canvas, sub("older"))).isEqualTo(known);
        assertThat(know(canvas, "Ann", sub("new"))).isEqualTo(known);
        assertThat(learners.identifiers(canvas, known)).startsWith(sub("new"));
    }

    @Test
    void aMoveToAnotherShardIsLearnedFromWhatStays() {
        LearnerId ann = know(canvas, "Ann", sub("s1"), id(CANVAS_UUID, "u"), id(CANVAS_GLOBAL, "10000000000048"));
        assertThat(who(canvas, id(CANVAS_GLOBAL, "20000000000048"))).isNull();
        know(canvas, null, id(CANVAS_UUID, "u"), id(CANVAS_GLOBAL, "20000000000048"));
        assertThat(who(canvas, id(CANVAS_GLOBAL, "20000000000048"))).isEqualTo(ann);
        assertThat(who(canvas, id(CANVAS_GLOBAL, "10000000000048"))).isEqualTo(ann);
    }

    @Test
    void anAddressFindsTheOneOfWhomTheSamePlatformSaidSo() {
        Identifier mail = id(EMAIL, "ann@example.edu");
        LearnerId ann = learners.know(moodle, new Person(Set.of(sub("7")), "Ann", "Ann@Example.edu"));

        assertThat(who(moodle, mail)).isEqualTo(ann);
        assertThat(who(
                        moodle,
                        id(EMAIL_SHA1, Addresses.digest("ann@example.edu").orElseThrow())))
                .isEqualTo(ann);
        assertThat(who(canvas, mail)).isNull();
        assertThat(who(moodle, sub("8"), mail)).isNull();
        assertThat(published.stream()
                        .filter(IdentifiersLearned.class::isInstance)
                        .map(IdentifiersLearned.class::cast)
                        .flatMap(learned -> learned.identifiers().stream()))
                .contains(mail);
        assertThat(learners.know(canvas, new Person(Set.of(sub("c1")), "Ann", "ann@example.edu")))
                .isNotEqualTo(ann);

        learners.know(moodle, new Person(Set.of(sub("9")), "Anna", "ann@example.edu"));
        assertThat(who(moodle, mail)).isNull();
        learners.know(moodle, new Person(Set.of(sub("9")), "Anna", "anna@example.edu"));
        assertThat(who(moodle, mail)).isEqualTo(ann);
    }

    @Test
    void nobodyComesIntoBeingByAnAddress() {
        assertThatThrownBy(() -> learners.know(moodle, person("Ann", id(EMAIL, "ann@example.edu"))))
                .isInstanceOf(IllegalArgumentException.class);
        LearnerId ann = know(moodle, "Ann", sub("7"), id(EMAIL, "ann@example.edu"));
        assertThat(learners.identifiers(moodle, ann)).containsExactly(sub("7"));
    }

    @Test
    void aTrustedIdMakesOnePersonOfThoseKnownAlreadyAndOfThoseToCome() {
        LearnerId ann = know(canvas, "Ann", sub("c1"), id(SIS, "A1"));
        LearnerId annie = know(moodle, "Annie", sub("7"), id(SIS, "A1"));
        people.work(canvas.institution());
        assertThat(who(moodle, sub("7"))).isEqualTo(annie);

        people.trusted().declare(canvas.institution(), SIS, List.of(canvas, moodle), "operator");
        people.work(canvas.institution());

        assertThat(who(moodle, sub("7"))).isEqualTo(ann);
        assertThat(people.links().history(ann).getFirst().how()).isEqualTo(Links.How.TRUSTED);
        LearnerId bob = know(canvas, "Bob", sub("c2"), id(SIS, "B2"));
        know(moodle, "Bobby", sub("8"), id(SIS, "B2"));
        people.work(canvas.institution());
        assertThat(who(moodle, sub("8"))).isEqualTo(bob);
        assertThat(people.trusted().of(canvas.institution())).noneMatch(TrustedIds.Trust::sweeping);

        people.trusted().declare(canvas.institution(), SIS, List.of(canvas, moodle), "operator");
        people.work(canvas.institution());
        assertThat(people.links().history(ann)).hasSize(1);
    }

    @Test
    void messagesOfOnePlatformFindSomebodyByAnIdThatOnlyTheOtherToldOf() {
        LearnerId ann = know(canvas, "Ann", sub("c1"), id(SIS, "A1"));
        assertThat(who(moodle, id(SIS, "A1"))).isNull();
        people.trusted().declare(canvas.institution(), SIS, List.of(canvas, moodle), "operator");
        assertThat(who(moodle, id(SIS, "A1"))).isEqualTo(ann);
        published.clear();
        know(canvas, "Bob", sub("c2"), id(SIS, "B2"));
        assertThat(published).contains(new NamesSpread(moodle, Set.of(id(SIS, "B2"))));
    }

    @Test
    void whatContradictsATrustedIdIsReportedAndNotMerged() {
        people.trusted().declare(canvas.institution(), SIS, List.of(canvas, moodle), "operator");
        people.trusted().declare(canvas.institution(), USERNAME, List.of(canvas, moodle), "operator");
        LearnerId ann = know(canvas, "Ann", sub("c1"), id(SIS, "A1"), id(USERNAME, "ann"));
        LearnerId annie = know(moodle, "Annie", sub("7"), id(SIS, "A1"), id(USERNAME, "annie"));
        LearnerId bob = know(canvas, "Bob", sub("c2"));
        LearnerId bobby = know(moodle, "Bobby", sub("8"));
        link(bob, bobby);
        know(canvas, "Bob", sub("c2"), id(SIS, "B2"));
        LearnerId other = know(moodle, "Other", sub("9"), id(SIS, "B2"));
        people.work(canvas.institution());

        assertThat(who(moodle, sub("7"))).isEqualTo(annie).isNotEqualTo(ann);
        assertThat(who(moodle, sub("9"))).isEqualTo(other);
        assertThat(people.trusted().contradictions(canvas.institution(), 10))
                .extracting(TrustedIds.Contradiction::why)
                .containsExactlyInAnyOrder(TrustedIds.Why.OTHER_ID, TrustedIds.Why.TWO_LOGINS);
    }

    @Test
    void whomSomebodyPartedNoIdMakesOneAgain() {
        people.trusted().declare(canvas.institution(), SIS, List.of(canvas, moodle), "operator");
        LearnerId ann = know(canvas, "Ann", sub("c1"), id(SIS, "A1"));
        LearnerId annie = know(moodle, "Annie", sub("7"), id(SIS, "A1"));
        people.work(canvas.institution());
        assertThat(who(moodle, sub("7"))).isEqualTo(ann);

        people.links().unlink(annie, "father and son", "operator");
        people.trusted().declare(canvas.institution(), SIS, List.of(canvas, moodle), "operator");
        people.work(canvas.institution());

        assertThat(who(moodle, sub("7"))).isEqualTo(annie);
        assertThat(people.trusted().contradictions(canvas.institution(), 10))
                .extracting(TrustedIds.Contradiction::why)
                .containsExactly(TrustedIds.Why.UNDONE);
    }

    @Test
    void aCodeLinksOnceAndForMinutesOnly() {
        LearnerId ann = know(canvas, "Ann", sub("c1"));
        LearnerId annie = know(moodle, "Annie", sub("7"));

        String code = people.codes().make(ann, canvas);
        assertThat(people.codes().look(ann, code)).isEmpty();
        assertThat(people.codes().look(annie, code.toLowerCase(java.util.Locale.ROOT)))
                .contains(new LinkCodes.Offer(ann, canvas));
        String second = people.codes().make(ann, canvas);
        assertThat(people.codes().confirm(annie, code)).isEmpty();
        clock.advance(Duration.ofMinutes(11));
        assertThat(people.codes().confirm(annie, second)).isEmpty();

        String third = people.codes().make(ann, canvas);
        assertThat(people.codes().confirm(annie, third)).contains(ann);
        assertThat(who(moodle, sub("7"))).isEqualTo(ann);
        assertThat(people.links().history(ann).getFirst().how()).isEqualTo(Links.How.CONFIRMED);
    }

    /** Two friends are not one person because they say so. */
    @Test
    void noCodeLinksWhomThePlatformsKnowAsTwo() {
        people.trusted().declare(canvas.institution(), SIS, List.of(canvas, moodle), "operator");
        LearnerId ann = know(canvas, "Ann", sub("c1"), id(SIS, "A1"));
        LearnerId bob = know(canvas, "Bob", sub("c2"));
        LearnerId other = know(moodle, "Other", sub("7"), id(SIS, "B2"));

        assertNoLink(ann, canvas, bob, TrustedIds.Why.TWO_LOGINS);
        assertNoLink(ann, canvas, other, TrustedIds.Why.OTHER_ID);
        assertThat(who(canvas, sub("c1"))).isEqualTo(ann);

        LearnerId bobby = know(moodle, "Bobby", sub("8"));
        link(bob, bobby);
        assertNoLink(know(moodle, "Third", sub("9")), moodle, bob, TrustedIds.Why.TWO_LOGINS);
        people.links().unlink(bobby, "father and son", "operator");
        assertNoLink(bob, canvas, bobby, TrustedIds.Why.UNDONE);
    }

    private void assertNoLink(LearnerId who, PlatformId here, LearnerId there, TrustedIds.Why why) {
        String code = people.codes().make(who, here);
        assertThatThrownBy(() -> people.codes().look(there, code))
                .isInstanceOfSatisfying(
                        LinkCodes.Contradicted.class,
                        refused -> assertThat(refused.why()).isEqualTo(why));
        assertThatThrownBy(() -> people.codes().confirm(there, code)).isInstanceOf(LinkCodes.Contradicted.class);
    }

    @Test
    void whoeverGuessesIsStopped() {
        LearnerId ann = know(canvas, "Ann", sub("c1"));
        String code = people.codes().make(know(moodle, "Annie", sub("7")), moodle);
        for (int i = 0; i < 10; i++) {
            assertThat(people.codes().look(ann, "AAAAA-AAAA" + i)).isEmpty();
        }
        assertThatThrownBy(() -> people.codes().confirm(ann, code)).isInstanceOf(LinkCodes.TooManyGuesses.class);
        clock.advance(Duration.ofMinutes(10));
        assertThat(people.codes().look(ann, "AAAAA-AAAAA")).isEmpty();
    }

    @Test
    void aNameGivenByHandIsLearnedAndNeverTakenFromSomebody() {
        LearnerId ann = know(canvas, "Ann", sub("c1"));
        LearnerId bob = know(moodle, "Bob", sub("8"));
        Identifier account = id(IdentifierKind.XAPI_ACCOUNT, "https://portal.example.edu|ann");

        people.links().give(ann, moodle, account, "operator");

        assertThat(who(moodle, account)).isEqualTo(ann);
        assertThat(people.links().accounts(ann)).hasSize(2);
        assertThatThrownBy(() -> people.links().give(bob, moodle, account, "operator"))
                .isInstanceOf(Links.NotPossible.class);
        assertThatThrownBy(() -> people.links().give(bob, moodle, id(EMAIL, "bob@example.edu"), "operator"))
                .isInstanceOf(Links.NotPossible.class);
    }

    @Test
    @Case("E96")
    void whoWasErasedComesBackByThemselvesOnly() {
        LearnerId ann = know(canvas, "Ann", sub("c1"), id(CANVAS_LOCAL, "48"));
        LearnerId annie = know(moodle, "Annie", sub("7"));
        link(ann, annie);

        people.erasures().erase(annie, "operator");

        assertThat(learners.find(ann)).isEmpty();
        assertThat(who(canvas, sub("c1"))).isNull();
        assertThat(learners.hear(canvas, person("Ann", sub("c1"), id(CANVAS_LOCAL, "48"))))
                .isEmpty();
        assertThat(learners.dropErased(moodle, List.of(List.of(sub("7")), List.of(sub("99")))))
                .containsExactly(List.of(sub("7")));
        assertThat(people.erasures().last(canvas.institution(), 10))
                .singleElement()
                .satisfies(erased -> assertThat(erased.dropped()).isEqualTo(2));
        LearnerId anew = know(canvas, "Ann", sub("c1"));
        assertThat(anew).isNotIn(ann, annie);
        assertThat(learners.hear(canvas, person("Ann", id(CANVAS_LOCAL, "48"), sub("c1"))))
                .contains(anew);
        assertThatThrownBy(() -> people.erasures().erase(ann, "operator")).isInstanceOf(Links.NotPossible.class);
    }

    @Test
    @Case("E96")
    void whoeverGotTheNumberOfSomebodyErasedIsSomebodyElse() {
        LearnerId ann = know(canvas, "Ann", sub("c1"), id(SIS, "A1"));
        people.erasures().erase(ann, "operator");

        List<Identifier> newcomer = List.of(sub("c9"), id(SIS, "A1"));
        assertThat(learners.dropErased(canvas, List.of(newcomer))).isEmpty();
        assertThat(learners.dropErased(canvas, List.of(List.of(id(SIS, "A1"))))).hasSize(1);
        Optional<LearnerId> heard = learners.hear(canvas, person("New", sub("c9"), id(SIS, "A1")));
        assertThat(heard).isPresent();
        know(canvas, "New", sub("c9"), id(SIS, "A1"), id(CANVAS_LOCAL, "49"));
        assertThat(learners.hear(canvas, person("Ann", sub("c1"))))
                .as("that somebody else came did not bring her back")
                .isEmpty();
    }

    @Test
    void aNumberThatWasGivenToSomebodyElseLinksNobodyAndMayBePassedOn() {
        LearnerId old = know(canvas, "Old", sub("c1"), id(SIS, "A1"));
        LearnerId newcomer = know(canvas, "New", sub("c9"), id(SIS, "A1"));
        LearnerId elsewhere = know(moodle, "New", sub("7"), id(SIS, "A1"));
        people.trusted().declare(canvas.institution(), SIS, List.of(canvas, moodle), "operator");
        people.work(canvas.institution());

        assertThat(people.links().accounts(old)).hasSize(1);
        assertThat(who(moodle, id(USERNAME, "nobody"), id(SIS, "A1"))).isEqualTo(elsewhere);
        assertThat(people.trusted().contradictions(canvas.institution(), 10))
                .extracting(TrustedIds.Contradiction::why)
                .containsOnly(TrustedIds.Why.REUSED);

        people.links().give(newcomer, canvas, id(SIS, "A1"), "operator");
        people.work(canvas.institution());

        assertThat(who(canvas, id(SIS, "A1"))).isEqualTo(who(canvas, sub("c9")));
        assertThat(who(moodle, sub("7"))).as("now it does").isEqualTo(who(canvas, sub("c9")));
        assertThat(who(canvas, sub("c1"))).isEqualTo(old).isNotEqualTo(who(canvas, sub("c9")));
        assertThatThrownBy(() -> people.links().give(old, canvas, id(SIS, "A1"), "operator"))
                .isInstanceOf(Links.NotPossible.class);
    }

    @Test
    void whatWasPartedStaysPartedWhenAnAccountTurnsOutToBeAnother() {
        LearnerId early = know(canvas, "Ann", id(CANVAS_UUID, "u"));
        LearnerId other = know(moodle, "Other", sub("7"), id(SIS, "A1"));
        link(early, other);
        people.links().unlink(other, "two after all", "operator");
        LearnerId ann = know(canvas, "Ann", sub("c1"), id(SIS, "A1"));
        assertThat(know(canvas, "Ann", sub("c1"), id(CANVAS_UUID, "u"))).isEqualTo(ann);

        people.trusted().declare(canvas.institution(), SIS, List.of(canvas, moodle), "operator");
        people.work(canvas.institution());

        assertThat(who(moodle, sub("7"))).isEqualTo(other).isNotEqualTo(ann);
        assertThat(people.trusted().contradictions(canvas.institution(), 10))
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.why()).isEqualTo(TrustedIds.Why.UNDONE));
    }

    @Test
    void searchFindsByNameAddressAndIdentifier() {
        LearnerId ann = know(canvas, "Ann 100%", sub("c1"), id(SIS, "A1"));
        know(canvas, "Bob", sub("c2"));
        assertThat(people.links().search(canvas.institution(), "n 100%", 10))
                .extracting(Learner::id)
                .containsExactly(ann);
        assertThat(people.links().search(canvas.institution(), "A1", 10))
                .extracting(Learner::id)
                .containsExactly(ann);
        assertThat(people.links().search(canvas.institution(), "", 10)).hasSize(2);
        assertThat(people.links().search(canvas.institution(), "_", 10)).isEmpty();
        assertThat(people.links().search(lti.canvas("Elsewhere").id().institution(), "Ann", 10))
                .isEmpty();
    }
}
