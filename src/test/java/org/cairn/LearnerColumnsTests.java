package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every column that may name a person is thought of when two people become one, and when they are parted. */
class LearnerColumnsTests {

    /** Columns that follow when people are merged or parted; by whom, for the reader. */
    private static final Map<String, String> MOVED = Map.ofEntries(
            Map.entry("award.learner", "MergedAwards, PartedAwards"),
            Map.entry("credential.learner", "SignedCredentials"),
            Map.entry("evidence.learner", "OnePerson"),
            Map.entry("evidence.came_as", "OnePerson: the account under which it came"),
            Map.entry("gradebook_score.learner", "KeptGradebook"),
            Map.entry("heard_enrolment.learner", "Enrolments"),
            Map.entry("learner.merged_into", "Joining: the signpost itself"),
            Map.entry("learner.absorbed_by", "Joining: the signpost itself"),
            Map.entry("learner_identifier.learner", "Joining, where an account turned out to be another"),
            Map.entry("award_beside.learner", "MergedAwards"),
            Map.entry("membership.learner", "Joining"),
            Map.entry("moved_learner.learner", "OnePerson"),
            Map.entry("moved_learner.into_learner", "OnePerson"),
            Map.entry("moved_learner.account", "OnePerson"),
            Map.entry("person_address.learner", "Joining"),
            Map.entry("upload.by_learner", "ForgottenUploads"));

    /** Columns that stay as they are, and why that is right. */
    private static final Map<String, String> STAYING = Map.ofEntries(
            Map.entry("evidence.by_learner", "who vouched, as they were known then; names are asked of the person"),
            Map.entry("award_beside.account", "whose it was before the link"),
            Map.entry("award_before_link.account", "what was before the link, by account"),
            Map.entry("course_copy.decided_by", "a record of who decided, as they were known then"),
            Map.entry("launch_session.learner", "the account that launched; its person is joined when it is read"),
            Map.entry("link_code.account", "the account that asked for the code, for minutes"),
            Map.entry("link_contradiction.one", "accounts"),
            Map.entry("link_contradiction.other", "accounts"),
            Map.entry("linked_membership.account", "what was before the link, by account"),
            Map.entry("look_again.learner", "whoever claims it follows the signpost"),
            Map.entry("look_failed.learner", "removed when people are merged; found anew when they are parted"),
            Map.entry("person_link.account", "a record of accounts"),
            Map.entry("person_link.person", "a record of accounts"));

    /** Named like people, and none of ours: Moodle's own ids, and digests of the agents that senders name. */
    private static final Set<String> OTHERS = Set.of("moodle_last_seen.member", "xapi_document.person");

    private static final String NAMED_SO = "select lower(table_name) || '.' || lower(column_name)"
            + " from information_schema.columns where lower(table_schema) = 'public'"
            + " and (lower(column_name) like '%learner%' or lower(column_name) in ('account', 'person', 'one', 'other',"
            + " 'student', 'member', 'came_as', 'merged_into', 'absorbed_by', 'decided_by', 'teacher', 'who', 'whose',"
            + " 'uploader', 'author_id'))";

    private static final String POSTGRES_KEYS = "select c.relname || '.' || a.attname from pg_constraint k"
            + " join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid"
            + " join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)"
            + " where k.contype = 'f' and f.relname = 'learner' and a.attname <> 'institution'";

    private static final String H2_KEYS = "select lower(u.table_name) || '.' || lower(u.column_name)"
            + " from information_schema.referential_constraints r"
            + " join information_schema.key_column_usage u on u.constraint_name = r.constraint_name"
            + " join information_schema.table_constraints t on t.constraint_name = r.unique_constraint_name"
            + " where lower(t.table_name) = 'learner' and lower(u.column_name) <> 'institution'";

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void everyColumnThatNamesAPersonIsMovedOrStaysForAReason(TestDatabase kind) {
        TestDatabase.Fresh database = kind.fresh();
        Set<String> named = new TreeSet<>();
        Set<String> keys = new TreeSet<>();
        database.jdbc().sql(NAMED_SO).query(row -> {
            named.add(row.getString(1));
        });
        database.jdbc()
                .sql(kind == TestDatabase.POSTGRESQL ? POSTGRES_KEYS : H2_KEYS)
                .query(row -> {
                    keys.add(row.getString(1));
                });
        assertThat(keys).contains("learner_identifier.learner", "membership.learner");
        named.addAll(keys);
        named.removeAll(OTHERS);

        Set<String> thoughtOf = new TreeSet<>(MOVED.keySet());
        thoughtOf.addAll(STAYING.keySet());
        assertThat(named).isEqualTo(thoughtOf);
        assertThat(MOVED.keySet()).doesNotContainAnyElementsOf(STAYING.keySet());
    }
}
