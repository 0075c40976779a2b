package org.cairn.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** Checks of the test world: what they found, the test says. */
public final class TestCheckups implements Checkups {

    public final List<Contact> contacts = new ArrayList<>();
    public final List<PlatformId> checked = new ArrayList<>();
    public Outcome outcome = Outcome.DONE;

    public void found(PlatformId platform, Contact.Kind kind, @Nullable String fault, Instant at) {
        contacts.removeIf(contact -> contact.platform().equals(platform) && contact.kind() == kind);
        contacts.add(new Contact(platform, kind, fault == null, fault, at, at));
    }

    @Override
    public Outcome check(PlatformId platform) {
        checked.add(platform);
        return outcome;
    }

    @Override
    public void begin(PlatformId platform) {}

    @Override
    public List<Contact> contacts(PlatformId platform) {
        return contacts.stream()
                .filter(contact -> contact.platform().equals(platform))
                .toList();
    }

    @Override
    public List<Contact> contacts(InstitutionId institution) {
        return contacts.stream()
                .filter(contact -> contact.platform().institution().equals(institution))
                .toList();
    }

    @Override
    public void note(PlatformId platform, Contact.Kind kind, boolean good, @Nullable String detail) {
        throw new UnsupportedOperationException();
    }
}
