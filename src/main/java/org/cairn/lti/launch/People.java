package org.cairn.lti.launch;

import java.util.HashSet;
import java.util.Set;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Person;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;

/** Reads from a launch under which identifiers the platform speaks of the person. */
final class People {

    private static final long SHARD = 10_000_000_000_000L;

    private People() {}

    static Person of(Platform platform, LaunchMessage message, Part part) {
        Set<Identifier> identifiers = new HashSet<>();
        identifiers.add(new Identifier(IdentifierKind.SUB, message.subject()));
        if (part.pretended()) {
            return new Person(Set.copyOf(identifiers), null, null);
        }
        add(identifiers, IdentifierKind.LTI11, message.legacyUserId());
        String sis = message.custom("user_sis_id");
        add(identifiers, IdentifierKind.SIS, sis == null ? message.sisId() : sis);
        add(identifiers, IdentifierKind.USERNAME, message.username());
        if (platform.family() == Family.CANVAS) {
            addCanvas(identifiers, message);
        }
        return new Person(Set.copyOf(identifiers), message.name(), message.email());
    }

    private static void addCanvas(Set<Identifier> identifiers, LaunchMessage message) {
        add(identifiers, IdentifierKind.CANVAS_UUID, message.custom("canvas_user_uuid"));
        String local = number(message.custom("canvas_user_id"));
        String global = number(message.custom("canvas_user_global_id"));
        if (local != null && global != null && Long.parseLong(global) % SHARD != Long.parseLong(local) % SHARD) {
            return; // somebody wrote these parameters by hand: neither can be trusted
        }
        add(identifiers, IdentifierKind.CANVAS_LOCAL, local);
        add(identifiers, IdentifierKind.CANVAS_GLOBAL, global);
    }

    /** Returns the id within its shard where Canvas sent the one with the shard in front. */
    static String withoutShard(String id) {
        return number(id) == null ? id : String.valueOf(Long.parseLong(id) % SHARD);
    }

    private static @Nullable String number(@Nullable String text) {
        boolean digits = text != null
                && !text.isEmpty()
                && text.length() <= 18
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? text : null;
    }

    private static void add(Set<Identifier> identifiers, IdentifierKind kind, @Nullable String value) {
        if (value != null && SafeText.isIdentifier(value, 255)) {
            identifiers.add(new Identifier(kind, value));
        }
    }
}
