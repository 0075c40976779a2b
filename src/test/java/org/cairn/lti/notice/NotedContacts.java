package org.cairn.lti.notice;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** Keeps what an administrator would be told of a platform. */
final class NotedContacts implements Checkups {

    /** One line each: the kind, whether it went well, and why not. */
    final List<String> noted = new CopyOnWriteArrayList<>();

    @Override
    public void note(PlatformId platform, Contact.Kind kind, boolean good, @Nullable String detail) {
        noted.add("%s %s %s".formatted(kind, good, detail));
    }

    @Override
    public Outcome check(PlatformId platform) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void begin(PlatformId platform) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Contact> contacts(PlatformId platform) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Contact> contacts(InstitutionId institution) {
        throw new UnsupportedOperationException();
    }
}
