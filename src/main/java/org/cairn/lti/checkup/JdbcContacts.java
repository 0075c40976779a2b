package org.cairn.lti.checkup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.lti.Contact;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of contacts. */
@Component
class JdbcContacts {

    private static final String SELECT =
            "select platform, kind, good, detail, first_at, last_at from platform_contact where institution = ?";

    private final JdbcClient jdbc;

    JdbcContacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes a contact; one that is older than what is known changes nothing. */
    void put(PlatformId platform, Contact.Kind kind, boolean good, @Nullable String detail, Instant at) {
        OffsetDateTime when = at.atOffset(ZoneOffset.UTC);
        boolean added = jdbc.sql("insert into platform_contact"
                                + " (institution, platform, kind, good, detail, first_at, last_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .param(platform.institution().value())
                        .param(platform.value())
                        .param(name(kind))
                        .param(good)
                        .param(detail)
                        .param(when)
                        .param(when)
                        .update()
                == 1;
        if (!added) {
            jdbc.sql("update platform_contact set good = ?, detail = ?, last_at = ?"
                            + " where institution = ? and platform = ? and kind = ? and last_at <= ?")
                    .param(good)
                    .param(detail)
                    .param(when)
                    .param(platform.institution().value())
                    .param(platform.value())
                    .param(name(kind))
                    .param(when)
                    .update();
        }
    }

    List<Contact> of(PlatformId platform) {
        return jdbc.sql(SELECT + " and platform = ?")
                .param(platform.institution().value())
                .param(platform.value())
                .query((row, number) -> contact(platform.institution(), row))
                .list();
    }

    List<Contact> of(InstitutionId institution) {
        return jdbc.sql(SELECT)
                .param(institution.value())
                .query((row, number) -> contact(institution, row))
                .list();
    }

    private static String name(Contact.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Contact contact(InstitutionId institution, ResultSet row) throws SQLException {
        return new Contact(
                new PlatformId(institution, row.getObject("platform", UUID.class)),
                Contact.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getBoolean("good"),
                row.getString("detail"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant());
    }
}
