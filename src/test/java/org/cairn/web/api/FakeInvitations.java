package org.cairn.web.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.complaint.Objection;
import org.cairn.lti.Invitation;
import org.cairn.lti.Invitations;
import org.cairn.platform.Family;
import org.jspecify.annotations.Nullable;

/** Invitations in memory. */
public abstract class FakeInvitations implements Invitations {

    public static final Instant MADE = Instant.parse("2026-05-04T08:00:00Z");

    public final List<Invitation> all = new ArrayList<>();

    @Override
    public Made invite(String institution, Family family, @Nullable String platformName, String invitedBy) {
        if (institution.length() > 255) {
            throw Objection.of("field.long", "institution", 255);
        }
        Invitation invitation = new Invitation(
                UUID.randomUUID(),
                institution,
                family,
                platformName,
                invitedBy,
                MADE,
                MADE.plus(Duration.ofDays(7)),
                Invitation.State.OPEN,
                null);
        all.add(invitation);
        return new Made(invitation, "https://badges.example.edu/lti/register?invitation=secret");
    }

    @Override
    public Optional<Invitation> find(UUID id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public List<Invitation> of(String institution) {
        return all.stream().filter(one -> one.institution().equals(institution)).toList();
    }

    @Override
    public void withdraw(Invitation invitation) {
        all.remove(invitation);
    }
}
