package org.cairn.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.lti.Invitation;
import org.cairn.lti.Invitations;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** The invitations of the test world. */
public final class TestInvitations implements Invitations {

    public final List<Invitation> made = new ArrayList<>();
    private final TestWorld world;

    TestInvitations(TestWorld world) {
        this.world = world;
    }

    /** Lets the platform of the world use it. */
    public void use(UUID id, Invitation.State state, @Nullable PlatformId platform) {
        made.replaceAll(one -> !one.id().equals(id)
                ? one
                : new Invitation(
                        one.id(),
                        one.institution(),
                        one.family(),
                        one.platformName(),
                        one.invitedBy(),
                        one.madeAt(),
                        one.expiresAt(),
                        state,
                        platform));
    }

    @Override
    public Made invite(String institution, Family family, @Nullable String platformName, String invitedBy) {
        Invitation invitation = new Invitation(
                new UUID(5, made.size() + 1),
                institution,
                family,
                platformName,
                invitedBy,
                world.clock.instant(),
                world.clock.instant().plus(Duration.ofDays(7)),
                Invitation.State.OPEN,
                null);
        made.add(invitation);
        return new Made(invitation, "https://badges.example.edu/lti/register?invitation=secret-" + made.size());
    }

    @Override
    public Made invite(InstitutionId institution, Family family, @Nullable String platformName, String invitedBy) {
        return invite(world.platforms.institution(institution).orElseThrow().name(), family, platformName, invitedBy);
    }

    @Override
    public Optional<Invitation> find(String token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Invitation> find(UUID id) {
        return made.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public List<Invitation> of(String institution) {
        return made.stream()
                .filter(one -> one.institution().equals(institution))
                .toList();
    }

    @Override
    public List<Invitation> of(InstitutionId institution) {
        return world.platforms
                .institution(institution)
                .map(one -> of(one.name()))
                .orElse(List.of());
    }

    @Override
    public void withdraw(Invitation invitation) {
        made.remove(invitation);
    }
}
