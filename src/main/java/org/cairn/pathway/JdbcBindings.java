package org.cairn.pathway;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.cairn.evidence.Activity;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the bindings. */
@Component
class JdbcBindings {

    private static final String SAME = " where institution = ? and badge = ? and milestone = ? and platform = ?"
            + " and course = ? and activity = ?";

    private final JdbcClient jdbc;

    JdbcBindings(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    List<Binding> of(InstitutionId institution) {
        return jdbc.sql("select badge, milestone, platform, course, activity, at_least from binding"
                        + " where institution = ? order by badge, milestone, platform, course, activity")
                .param(institution.value())
                .query((row, number) -> read(institution, row))
                .list();
    }

    /** Says whether any binding names the course in just this way. */
    boolean areIn(PlatformId platform, String course) {
        return jdbc.sql("select count(*) from binding where institution = ? and platform = ? and course = ?")
                        .param(platform.institution().value())
                        .param(platform.value())
                        .param(course)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void insert(InstitutionId institution, Binding binding) {
        jdbc.sql("insert into binding (institution, badge, milestone, platform, course, activity, at_least)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(key(institution, binding))
                .param(binding.atLeast())
                .update();
    }

    boolean delete(InstitutionId institution, Binding binding) {
        return jdbc.sql("delete from binding" + SAME)
                        .params(key(institution, binding))
                        .update()
                > 0;
    }

    private static List<Object> key(InstitutionId institution, Binding binding) {
        Activity activity = binding.activity();
        return List.of(
                institution.value(),
                binding.badge(),
                binding.milestone(),
                activity.platform().value(),
                activity.course() == null ? "" : activity.course(),
                activity.id());
    }

    private static Binding read(InstitutionId institution, ResultSet row) throws SQLException {
        String course = row.getString("course");
        return new Binding(
                row.getString("badge"),
                row.getString("milestone"),
                new Activity(
                        new PlatformId(institution, row.getObject("platform", UUID.class)),
                        course.isEmpty() ? null : course,
                        row.getString("activity")),
                share(row.getBigDecimal("at_least")));
    }

    /** Without the zeros that the column's scale adds. */
    private static @Nullable BigDecimal share(@Nullable BigDecimal stored) {
        return stored == null ? null : stored.stripTrailingZeros();
    }
}
