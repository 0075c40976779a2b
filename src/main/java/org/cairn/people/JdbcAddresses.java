package org.cairn.people;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.cairn.platform.PlatformId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Whose address is whose, as each platform told of its own people. */
@Component
class JdbcAddresses {

    private final JdbcClient jdbc;

    JdbcAddresses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes the address of an account instead of the one it had; false when it was known. */
    boolean note(PlatformId platform, LearnerId account, String digest) {
        jdbc.sql("delete from person_address where institution = ? and learner = ? and platform = ? and digest <> ?")
                .params(platform.institution().value(), account.value(), platform.value(), digest)
                .update();
        return jdbc.sql("insert into person_address (institution, platform, digest, learner) values (?, ?, ?, ?)"
                                + " on conflict do nothing")
                        .params(platform.institution().value(), platform.value(), digest, account.value())
                        .update()
                == 1;
    }

    /** Gives what is noted of one account to the one that it turned out to be. */
    void move(LearnerId from, LearnerId into) {
        jdbc.sql("delete from person_address where institution = ? and learner = ? and exists (select 1 from"
                        + " person_address other where other.institution = person_address.institution"
                        + " and other.platform = person_address.platform and other.digest = person_address.digest"
                        + " and other.learner = ?)")
                .params(from.institution().value(), from.value(), into.value())
                .update();
        jdbc.sql("update person_address set learner = ? where institution = ? and learner = ?")
                .params(into.value(), from.institution().value(), from.value())
                .update();
    }

    /** The accounts that the platform said have these addresses. */
    Map<String, Set<UUID>> holders(PlatformId platform, Collection<String> digests) {
        Map<String, Set<UUID>> holders = new LinkedHashMap<>();
        jdbc.sql("select a.digest, a.learner from unnest(cast(? as varchar array)) as asked(digest)"
                        + " left join person_address a on a.institution = ? and a.platform = ?"
                        + " and a.digest = asked.digest where a.learner is not null")
                .param(new SqlArrayValue("varchar", digests.stream().distinct().toArray()))
                .param(platform.institution().value())
                .param(platform.value())
                .query(row -> {
                    holders.computeIfAbsent(row.getString(1), digest -> new LinkedHashSet<>())
                            .add(row.getObject(2, UUID.class));
                });
        return holders;
    }
}
