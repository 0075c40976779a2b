package org.cairn.evidence;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps activities in a table, and writes only what is new about them. */
@Component
class JdbcKnownActivities implements KnownActivities {

    private static final Comparator<Activity> ORDER = Comparator.comparing(
                    (Activity activity) -> activity.platform().value())
            .thenComparing(JdbcKnownActivities::course)
            .thenComparing(Activity::id);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    JdbcKnownActivities(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    @Override
    public void learn(Collection<KnownActivity> activities) {
        Map<Activity, KnownActivity> wanted = new TreeMap<>(ORDER);
        activities.forEach(known -> wanted.merge(known.activity(), known, JdbcKnownActivities::newer));
        if (wanted.isEmpty()) {
            return;
        }
        Map<Activity, KnownActivity> stored = stored(wanted.keySet());
        wanted.values().stream()
                .filter(known -> !stored.containsKey(known.activity()))
                .forEach(this::insert);
        wanted.values().stream()
                .filter(known -> stored.containsKey(known.activity()))
                .map(known -> newer(Objects.requireNonNull(stored.get(known.activity())), known))
                .filter(known -> !same(known, Objects.requireNonNull(stored.get(known.activity()))))
                .forEach(this::update);
    }

    /** The later one; what it does not say about the points and the origin is kept from the earlier. */
    private static KnownActivity newer(KnownActivity before, KnownActivity after) {
        return new KnownActivity(
                after.activity(),
                after.title(),
                after.possible() == null ? before.possible() : after.possible(),
                after.copiedFrom() == null ? before.copiedFrom() : after.copiedFrom());
    }

    private static boolean same(KnownActivity one, KnownActivity other) {
        return one.title().equals(other.title())
                && compare(one.possible(), other.possible())
                && Objects.equals(one.copiedFrom(), other.copiedFrom());
    }

    private static boolean compare(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other == null : other != null && one.compareTo(other) == 0;
    }

    private Map<Activity, KnownActivity> stored(Collection<Activity> asked) {
        Map<Activity, KnownActivity> found = new HashMap<>();
        asked.stream()
                .map(Activity::platform)
                .distinct()
                .forEach(platform -> read(
                                platform,
                                "activity in (:names)",
                                Map.of(
                                        "names",
                                        asked.stream()
                                                .map(Activity::id)
                                                .distinct()
                                                .toList()))
                        .forEach(known -> found.put(known.activity(), known)));
        return found;
    }

    private List<KnownActivity> read(PlatformId platform, String condition, Map<String, ?> params) {
        return jdbc.sql(
                        "select course, activity, title, possible, copied_from from known_activity where institution = :institution"
                                + " and platform = :platform and " + condition + " order by title, activity")
                .param("institution", platform.institution().value())
                .param("platform", platform.value())
                .params(params)
                .query((row, number) -> read(platform, row))
                .list();
    }

    private static KnownActivity read(PlatformId platform, ResultSet row) throws SQLException {
        String course = row.getString("course");
        return new KnownActivity(
                new Activity(platform, course.isEmpty() ? null : course, row.getString("activity")),
                row.getString("title"),
                EvidenceColumns.decimal(row, "possible"),
                row.getString("copied_from"));
    }

    private void insert(KnownActivity known) {
        template.update(
                "insert into known_activity (institution, platform, course, activity, title, possible, copied_from)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                institution(known),
                known.activity().platform().value(),
                course(known.activity()),
                known.activity().id(),
                known.title(),
                known.possible(),
                known.copiedFrom());
    }

    private void update(KnownActivity known) {
        template.update(
                "update known_activity set title = ?, possible = ?, copied_from = ?"
                        + " where institution = ? and platform = ? and course = ? and activity = ?",
                known.title(),
                known.possible(),
                known.copiedFrom(),
                institution(known),
                known.activity().platform().value(),
                course(known.activity()),
                known.activity().id());
    }

    private static UUID institution(KnownActivity known) {
        InstitutionId institution = known.activity().platform().institution();
        return institution.value();
    }

    private static String course(Activity activity) {
        return activity.course() == null ? "" : activity.course();
    }

    @Override
    public List<KnownActivity> of(PlatformId platform, String course) {
        return read(platform, "course = :course", Map.of("course", course));
    }
}
