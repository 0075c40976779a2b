package org.cairn.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.ingest.Waiting;
import org.cairn.people.Erasures;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.LinkCodes;
import org.cairn.people.Links;
import org.cairn.people.TrustedIds;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;

/** Who is who in a {@link TestWorld}: everybody has two accounts. */
public final class TestLinks implements Links {

    private final TestWorld world;
    private final List<TrustedIds.Contradiction> doubts = new ArrayList<>();

    TestLinks(TestWorld world) {
        this.world = world;
    }

    void doubted(LearnerId one, LearnerId other) {
        doubts.add(new TrustedIds.Contradiction(
                one,
                other,
                new Identifier(IdentifierKind.SIS, "4711"),
                TrustedIds.Why.TWO_LOGINS,
                world.clock.instant()));
    }

    @Override
    public List<Learner> search(InstitutionId institution, String text, int most) {
        return world.people.values().stream()
                .filter(one -> String.valueOf(one.name())
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains(text.toLowerCase(java.util.Locale.ROOT)))
                .toList();
    }

    @Override
    public Optional<LearnerId> person(LearnerId account) {
        return world.people.containsKey(account) ? Optional.of(account) : Optional.empty();
    }

    @Override
    public List<Account> accounts(LearnerId person) {
        LearnerId other =
                new LearnerId(person.institution(), new UUID(9, person.value().getLeastSignificantBits()));
        return List.of(
                new Account(
                        person,
                        true,
                        TestWorld.PLATFORM,
                        Optional.ofNullable(world.people.get(person))
                                .map(Learner::name)
                                .orElse(null),
                        "somebody@example.edu",
                        world.clock.instant(),
                        List.of(
                                new Identifier(IdentifierKind.SUB, "07adb3e60637ff02d9ea11c7c74f1ca921699bd7"),
                                new Identifier(IdentifierKind.SIS, "4711"))),
                new Account(other, false, null, null, null, world.clock.instant(), List.of()));
    }

    @Override
    public List<Link> history(LearnerId person) {
        List<Link> history = new ArrayList<>();
        for (How how : How.values()) {
            history.add(new Link(
                    UUID.randomUUID(),
                    accounts(person).getLast().id(),
                    person,
                    how,
                    "sis 4711",
                    how == How.CONFIRMED ? person.value().toString() : "operator",
                    world.clock.instant(),
                    how == How.ADMIN ? world.clock.instant() : null,
                    how == How.ADMIN ? "operator" : null,
                    how == How.ADMIN ? "a mistake" : null));
        }
        return history;
    }

    @Override
    public LearnerId link(LearnerId one, LearnerId other, How how, String why, String by) {
        return one;
    }

    @Override
    public void unlink(LearnerId account, String why, String by) {}

    @Override
    public void give(LearnerId person, PlatformId platform, Identifier identifier, String by) {}

    public TrustedIds trusted() {
        return new TrustedIds() {
            @Override
            public void declare(
                    InstitutionId institution, IdentifierKind kind, Collection<PlatformId> platforms, String by) {}

            @Override
            public List<Trust> of(InstitutionId institution) {
                return List.of(
                        new Trust(IdentifierKind.SIS, TestWorld.PLATFORM, "operator", world.clock.instant(), true));
            }

            @Override
            public List<Contradiction> contradictions(InstitutionId institution, int most) {
                return doubts;
            }
        };
    }

    public Erasures erasures() {
        return new Erasures() {
            @Override
            public void erase(LearnerId person, String by) {}

            @Override
            public List<Erased> last(InstitutionId institution, int most) {
                return List.of(new Erased(UUID.randomUUID(), "operator", world.clock.instant(), 12));
            }
        };
    }

    public Waiting waiting() {
        return (institution, most) -> List.of(new Waiting.Under(
                TestWorld.PLATFORM, new Identifier(IdentifierKind.XAPI_ACCOUNT, "https://portal.example.edu|ann"), 7));
    }

    public LinkCodes codes() {
        return new LinkCodes() {
            @Override
            public String make(LearnerId who, PlatformId here) {
                return "GOODC-ODE22";
            }

            @Override
            public Optional<Offer> look(LearnerId who, String code) {
                return code.startsWith("GOOD") ? Optional.of(new Offer(who, TestWorld.PLATFORM)) : Optional.empty();
            }

            @Override
            public Optional<LearnerId> confirm(LearnerId who, String code) {
                return look(who, code).map(Offer::person);
            }
        };
    }
}
