package org.cairn.credential;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.credential.status.StatusLists;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Rows of credentials. */
@Component
class JdbcCredentials {

    private static final int SLICE = 1000;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcCredentials(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    Optional<Stored> find(String id) {
        return jdbc.sql("select * from credential where id = ?")
                .param(id)
                .query((row, index) -> stored(row))
                .optional();
    }

    List<Stored> of(InstitutionId institution, Collection<UUID> awards) {
        List<UUID> all = List.copyOf(awards);
        List<Stored> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += SLICE) {
            // the list is joined: for an IN behind the institution H2 reads all credentials of the institution; and
            // outer joins it leaves in their order
            found.addAll(jdbc.sql(
                            "select credential.* from unnest(cast(? as uuid array)) as asked(wanted)"
                                    + " left join credential on institution = ? and award = asked.wanted where award is not null")
                    .param(new SqlArrayValue(
                            "uuid",
                            all.subList(from, Math.min(from + SLICE, all.size()))
                                    .toArray()))
                    .param(institution.value())
                    .query((row, index) -> stored(row))
                    .list());
        }
        return found;
    }

    /** Adds rows without a document; one whose award already has a credential is left out. */
    void reserve(Collection<Stored> credentials) {
        template.batchUpdate(
                """
                insert into credential
                    (id, institution, award, learner, badge, status_list, status_index, salt, issued_at, revoked)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, false) on conflict do nothing""",
                credentials.stream()
                        .map(each -> new Object[] {
                            each.id(),
                            each.institution().value(),
                            each.award(),
                            each.learner().value(),
                            each.badge(),
                            each.entry().list(),
                            each.entry().index(),
                            each.salt(),
                            at(each.issuedAt())
                        })
                        .toList());
    }

    /** Keeps the documents; where somebody else kept one of the same content first, theirs stays. */
    void keep(Collection<Stored> signed) {
        template.batchUpdate(
                """
                update credential set issued_at = ?, content = ?, document = ?
                where id = ? and (content is null or content <> ?)""",
                signed.stream()
                        .map(each -> new @Nullable Object[] {
                            at(each.issuedAt()), each.content(), each.document(), each.id(), each.content()
                        })
                        .toList());
    }

    /** Returns false when it was so already. */
    boolean revoke(String id, boolean revoked) {
        return jdbc.sql("update credential set revoked = :revoked where id = :id and revoked <> :revoked")
                        .param("revoked", revoked)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Shares from now on, unless it was shared already; returns false when it is not that learner's. */
    boolean share(LearnerId learner, String id, Instant now) {
        return jdbc.sql("""
                update credential set shared_at = coalesce(shared_at, :now)
                where id = :id and institution = :institution and learner = :learner""")
                        .param("now", at(now))
                        .param("id", id)
                        .param("institution", learner.institution().value())
                        .param("learner", learner.value())
                        .update()
                == 1;
    }

    /** Returns false when it is not that learner's. */
    boolean unshare(LearnerId learner, String id) {
        return jdbc.sql("""
                update credential set shared_at = null
                where id = :id and institution = :institution and learner = :learner""")
                        .param("id", id)
                        .param("institution", learner.institution().value())
                        .param("learner", learner.value())
                        .update()
                == 1;
    }

    void move(LearnerId from, LearnerId into) {
        jdbc.sql("update credential set learner = :into where institution = :institution and learner = :from")
                .param("into", into.value())
                .param("institution", from.institution().value())
                .param("from", from.value())
                .update();
    }

    /** Of which awards somebody has credentials. */
    List<UUID> awardsOf(LearnerId learner) {
        return jdbc.sql("select award from credential where institution = ? and learner = ?")
                .params(learner.institution().value(), learner.value())
                .query((row, index) -> row.getObject("award", UUID.class))
                .list();
    }

    /** Gives the credentials of these awards to whose they are. */
    void give(LearnerId learner, Collection<UUID> awards) {
        template.batchUpdate(
                "update credential set learner = ? where institution = ? and award = ?",
                awards.stream()
                        .map(award -> new Object[] {
                            learner.value(), learner.institution().value(), award
                        })
                        .toList());
    }

    /**
     * Leaves of somebody's credentials their place in the status list: whoever holds a copy can go on checking it, and
     * nothing here says whose it is.
     */
    void erase(LearnerId learner, Instant now) {
        jdbc.sql("""
                update credential set erased_at = :now, learner = :nobody, shared_at = null, salt = '', content = null,
                    document = null where institution = :institution and learner = :learner""")
                .param("now", at(now))
                .param("nobody", Stored.NOBODY)
                .param("institution", learner.institution().value())
                .param("learner", learner.value())
                .update();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        InstitutionId institution = new InstitutionId(row.getObject("institution", UUID.class));
        OffsetDateTime shared = row.getObject("shared_at", OffsetDateTime.class);
        return new Stored(
                row.getString("id"),
                new LearnerId(institution, row.getObject("learner", UUID.class)),
                row.getObject("award", UUID.class),
                row.getString("badge"),
                new StatusLists.Entry(row.getObject("status_list", UUID.class), row.getInt("status_index")),
                row.getString("salt"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                shared == null ? null : shared.toInstant(),
                row.getBoolean("revoked"),
                row.getString("content"),
                row.getString("document"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
