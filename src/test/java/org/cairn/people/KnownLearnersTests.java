package org.cairn.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.lti.TestLti.person;
import static org.cairn.lti.TestLti.sub;
import static org.cairn.people.IdentifierKind.CANVAS_GLOBAL;
import static org.cairn.people.IdentifierKind.CANVAS_LOCAL;
import static org.cairn.people.IdentifierKind.CANVAS_UUID;
import static org.cairn.people.IdentifierKind.LTI11;
import static org.cairn.people.IdentifierKind.SIS;
import static org.cairn.people.IdentifierKind.SUB;

import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cairn.TestDatabase;
import org.cairn.lti.CourseId;
import org.cairn.lti.TestLti;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class KnownLearnersTests {

    private final TestDatabase.Fresh database;
    private final Queue<Object> published = new ConcurrentLinkedQueue<>();
    private final TestLti lti;
    private final Learners learners;
    private final PlatformId canvas;

    KnownLearnersTests(TestDatabase database) {
        this.database = database.fresh();
        this.lti = TestLti.on(this.database, published::add, Clock.systemUTC());
        this.learners = lti.learners();
        this.canvas = lti.canvas("University").id();
    }

    private static Identifier id(IdentifierKind kind, String value) {
        return new Identifier(kind, value);
    }

    private LearnerId who(Identifier... said) {
        return learners.whoAre(canvas, List.of(List.of(said))).get(List.of(said));
    }

    @Test
    void whoeverHasAnotherNumberIsSomebodyElseWhateverElseIsShared() {
        LearnerId ann = learners.know(
                canvas, person("Ann", id(CANVAS_GLOBAL, "10000000000048"), id(CANVAS_UUID, "u"), id(SIS, "A1")));
        LearnerId bob = learners.know(
                canvas, person("Bob", id(CANVAS_GLOBAL, "10000000000049"), id(CANVAS_UUID, "u"), id(SIS, "A1")));
        assertThat(bob).isNotEqualTo(ann);
        assertThat(learners.identifiers(canvas, bob)).containsExactly(id(CANVAS_GLOBAL, "10000000000049"));
        assertThat(who(id(CANVAS_GLOBAL, "10000000000049"), id(CANVAS_LOCAL, "49")))
                .isEqualTo(bob);
        assertThat(who(id(CANVAS_UUID, "u"))).isEqualTo(ann);
    }

    @Test
    void aLaunchAddsWhatIsNewToTheSamePerson() {
        LearnerId ann = learners.know(canvas, person("Ann", sub("s1"), id(CANVAS_LOCAL, "48")));
        LearnerId again = learners.know(canvas, new Person(Set.of(sub("s1"), id(SIS, "A1")), null, "ann@example.edu"));
        assertThat(again).isEqualTo(ann);
        assertThat(learners.find(ann)).contains(new Learner(ann, "Ann", "ann@example.edu"));
        assertThat(learners.identifiers(canvas, ann)).containsExactly(sub("s1"), id(CANVAS_LOCAL, "48"), id(SIS, "A1"));
        assertThat(published)
                .containsExactly(
                        new IdentifiersLearned(canvas, ann, Set.of(sub("s1"), id(CANVAS_LOCAL, "48"))),
                        new IdentifiersLearned(
                                canvas,
                                ann,
                                Set.of(
                                        id(SIS, "A1"),
                                        id(IdentifierKind.EMAIL, "ann@example.edu"),
                                        id(
                                                IdentifierKind.EMAIL_SHA1,
                                                Addresses.digest("ann@example.edu")
                                                        .orElseThrow()))));
        assertThat(learners.find(canvas, "A1")).contains(ann);
        assertThat(learners.find(canvas, "nobody")).isEmpty();
    }

    @Test
    void knowingAgainPublishesAndWritesNothing() {
        Person ann = person("Ann", sub("s1"), id(LTI11, "l1"));
        learners.know(canvas, ann);
        published.clear();
        database.jdbc().sql("drop table membership").update();
        learners.know(canvas, ann);
        assertThat(published).isEmpty();
    }

    @Test
    void aPersonOfAnEventBecomesThePersonWhoLaunches() {
        LearnerId early =
                learners.know(canvas, person(null, id(CANVAS_GLOBAL, "10000000000048"), id(CANVAS_UUID, "u")));
        LearnerId ann = learners.know(canvas, person("Ann", sub("s1"), id(CANVAS_UUID, "u")));
        assertThat(ann).isEqualTo(early);
    }

    @Test
    void twoHalvesOfOnePersonAreMergedIntoTheOneWhoLaunched() {
        LearnerId ann = learners.know(canvas, person("Ann", sub("s1")));
        LearnerId event =
                learners.know(canvas, person(null, id(CANVAS_GLOBAL, "10000000000048"), id(CANVAS_LOCAL, "48")));
        CourseId course = lti.courses().know(canvas, "ctx", "565", "Course");
        lti.courses().enrol(course, List.of(event), true);
        published.clear();
        assertThat(learners.know(canvas, person("Ann", sub("s1"), id(CANVAS_GLOBAL, "10000000000048"), id(SIS, "A1"))))
                .isEqualTo(ann);
        assertThat(published)
                .containsExactly(
                        new LearnersMerged(event, ann), new IdentifiersLearned(canvas, ann, Set.of(id(SIS, "A1"))));
        assertThat(who(id(CANVAS_LOCAL, "48"))).isEqualTo(ann);
        assertThat(lti.courses().isStudent(course, ann)).isTrue();
        assertThat(lti.courses().students(course)).extracting(Learner::id).containsExactly(ann);
        assertThat(learners.find(event))
                .hasValueSatisfying(learner -> assertThat(learner.id()).isEqualTo(ann));
        assertThat(learners.find(canvas.institution(), List.of(event, ann))
                        .get(event)
                        .id())
                .isEqualTo(ann);
    }

    @Test
    void twoWhoLaunchedAreNeverMerged() {
        LearnerId ann = learners.know(canvas, person("Ann", sub("s1"), id(SIS, "A1"), id(CANVAS_LOCAL, "48")));
        LearnerId bob = learners.know(canvas, person("Bob", sub("s2")));
        published.clear();
        assertThat(learners.know(canvas, person("Bob", sub("s2"), id(SIS, "A1"), id(CANVAS_LOCAL, "48"))))
                .isEqualTo(bob);
        assertThat(published).isEmpty();
        assertThat(who(id(SIS, "A1"))).isEqualTo(ann);
        assertThat(learners.identifiers(canvas, bob)).containsExactly(sub("s2"));
    }

    @Test
    void aReusedStudentNumberMakesNobodySomebodyElse() {
        LearnerId ann = learners.know(canvas, person("Ann", sub("s1"), id(SIS, "A1")));
        LearnerId newcomer = learners.know(canvas, person("New", sub("s9"), id(SIS, "A1")));
        assertThat(newcomer).isNotEqualTo(ann);
        assertThat(learners.find(ann)).contains(new Learner(ann, "Ann", null));
        assertThat(who(id(CANVAS_GLOBAL, "10000000000077"), id(SIS, "A1"))).isEqualTo(ann);
        learners.know(canvas, person("Ann", sub("s1"), id(CANVAS_GLOBAL, "10000000000048")));
        assertThat(who(id(CANVAS_GLOBAL, "10000000000077"), id(SIS, "A1"))).isNull();
    }

    @Test
    void eMailLinksNobody() {
        LearnerId ann = learners.know(canvas, new Person(Set.of(sub("s1")), "Ann", "same@example.edu"));
        LearnerId bob = learners.know(canvas, new Person(Set.of(sub("s2")), "Bob", "same@example.edu"));
        assertThat(ann).isNotEqualTo(bob);
    }

    @Test
    void aLocalIdOfAnotherShardIsNotTheSamePerson() {
        LearnerId ann = learners.know(
                canvas, person("Ann", sub("s1"), id(CANVAS_GLOBAL, "21070000000000048"), id(CANVAS_LOCAL, "48")));
        assertThat(who(id(CANVAS_GLOBAL, "21070000000000048"), id(CANVAS_LOCAL, "48")))
                .isEqualTo(ann);
        assertThat(who(id(CANVAS_LOCAL, "48"))).isEqualTo(ann);
        assertThat(who(id(CANVAS_GLOBAL, "10000000000048"), id(CANVAS_LOCAL, "48")))
                .isNull();
    }

    @Test
    void manyPeopleAreFoundAtOnce() {
        List<LearnerId> known = IntStream.range(0, 300)
                .mapToObj(i -> learners.know(canvas, person("P" + i, sub("s" + i), id(CANVAS_LOCAL, "" + i))))
                .toList();
        List<List<Identifier>> asked = IntStream.range(0, 310)
                .mapToObj(i -> List.of(id(LTI11, "x" + i), id(CANVAS_LOCAL, "" + i)))
                .toList();
        var found = learners.whoAre(canvas, asked);
        assertThat(found).hasSize(300);
        IntStream.range(0, 300).forEach(i -> assertThat(found.get(asked.get(i))).isEqualTo(known.get(i)));
        assertThat(learners.find(canvas.institution(), known)).hasSize(300);
        assertThat(learners.whoAre(canvas, List.of())).isEmpty();
        assertThat(learners.find(canvas.institution(), List.of())).isEmpty();
    }

    @Test
    void platformsAndInstitutionsKeepTheirPeopleApart() {
        LearnerId ann = learners.know(canvas, person("Ann", sub("s1")));
        PlatformId sister = lti.canvas("University").id();
        PlatformId stranger = lti.canvas("College").id();
        assertThat(sister.institution()).isEqualTo(canvas.institution());
        assertThat(learners.know(sister, person("Ann", sub("s1")))).isNotEqualTo(ann);
        LearnerId other = learners.know(stranger, person("Ann", sub("s1")));
        assertThat(other.institution()).isNotEqualTo(ann.institution());
        assertThat(learners.find(new LearnerId(other.institution(), ann.value())))
                .isEmpty();
        assertThat(learners.find(other.institution(), List.of(ann))).isEmpty();
    }

    @Test
    void unusableIdentifiersAreLeftOut() {
        LearnerId ann = learners.know(
                canvas, person("Ann\u0000 \ud800B", sub("s1"), id(SIS, "$Canvas.user.sisSourceId"), id(LTI11, " ")));
        assertThat(learners.identifiers(canvas, ann)).containsExactly(sub("s1"));
        assertThat(learners.find(ann).orElseThrow().name()).startsWith("Ann").doesNotContain("\u0000");
        assertThatThrownBy(() -> learners.know(canvas, person("Nobody", id(SUB, "x".repeat(256)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(learners.find(canvas, "\u0000")).isEmpty();
    }

    @Test
    void identifiersThatContradictEachOtherOrWhatIsKnownAreIgnored() {
        LearnerId ann = learners.know(
                canvas, person("Ann", sub("s1"), id(CANVAS_LOCAL, "48"), id(CANVAS_GLOBAL, "10000000000049")));
        assertThat(learners.identifiers(canvas, ann)).containsExactly(sub("s1"));
        learners.know(canvas, person("Ann", sub("s1"), id(CANVAS_LOCAL, "48"), id(CANVAS_UUID, "u1")));
        learners.know(canvas, person("Ann", sub("s1"), id(CANVAS_LOCAL, "50"), id(CANVAS_UUID, "u2")));
        assertThat(learners.identifiers(canvas, ann))
                .containsExactly(sub("s1"), id(CANVAS_UUID, "u1"), id(CANVAS_LOCAL, "48"));
        learners.know(canvas, person("Ann", sub("s1"), id(CANVAS_GLOBAL, "10000000000048")));
        learners.know(canvas, person("Ann", sub("s1"), id(CANVAS_GLOBAL, "20000000000048")));
        assertThat(who(id(CANVAS_GLOBAL, "20000000000048"))).isEqualTo(ann);
    }

    @Test
    void aSubDiffersFromAnotherByCaseOnly() {
        assertThat(learners.know(canvas, person("A", sub("abc"))))
                .isNotEqualTo(learners.know(canvas, person("B", sub("ABC"))));
    }

    @Test
    void nodesThatLearnOfTheSamePersonAtOnceAgree() throws Exception {
        int nodes = 6;
        for (int round = 0; round < 15; round++) {
            String n = "r" + round;
            CyclicBarrier together = new CyclicBarrier(nodes);
            List<Callable<LearnerId>> calls = IntStream.range(0, nodes)
                    .<Callable<LearnerId>>mapToObj(i -> () -> {
                        together.await();
                        Person person = i % 2 == 0
                                ? person("P", sub(n), id(LTI11, n), id(CANVAS_UUID, n))
                                : person("P", id(LTI11, n), id(CANVAS_UUID, n), id(SIS, n));
                        return learners.know(canvas, person);
                    })
                    .toList();
            try (var threads = Executors.newFixedThreadPool(nodes)) {
                for (var call : threads.invokeAll(calls)) {
                    assertThat(learners.find(call.get())).isPresent();
                }
            }
            Set<LearnerId> all = IntStream.range(0, 1)
                    .mapToObj(i -> List.of(sub(n), id(LTI11, n), id(CANVAS_UUID, n), id(SIS, n)))
                    .flatMap(List::stream)
                    .map(identifier -> who(identifier))
                    .collect(Collectors.toSet());
            assertThat(all).hasSize(1);
        }
    }
}
