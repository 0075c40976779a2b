package org.cairn.practice.moodle;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.practice.moodle.MoodleBook.Work;
import org.cairn.practice.world.Assignment;
import org.cairn.practice.world.Campuses;
import org.cairn.practice.world.Course;
import org.cairn.practice.world.Person;
import org.cairn.practice.world.World;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the Moodle's web service functions answer. */
@Component
@Profile("practice")
class WebService {

    private static final List<String> FUNCTIONS = List.of(
            "core_webservice_get_site_info",
            "core_enrol_get_enrolled_users",
            "core_course_get_contents",
            "gradereport_user_get_grade_items",
            "core_completion_get_activities_completion_status",
            "core_completion_get_course_completion_status");

    private final Campuses campuses;
    private final MoodleBook book;

    WebService(Campuses campuses, MoodleBook book) {
        this.campuses = campuses;
        this.book = book;
    }

    /** Says that a function answers with an error of this code. */
    static final class Error extends Exception {
        Error(String code) {
            super(code);
        }
    }

    /** The kind of activity, as it stands in its address: what is worth no points is a page. */
    static String kind(Assignment activity) {
        return activity.points() == 0 ? "page" : "assign";
    }

    Object answer(String function, Map<String, String> parameters) throws Error {
        return switch (function) {
            case "core_webservice_get_site_info" -> site();
            case "core_enrol_get_enrolled_users" -> people(parameters);
            case "core_course_get_contents" -> contents(course(parameters));
            case "gradereport_user_get_grade_items" ->
                grades(course(parameters), parameters.getOrDefault("userid", "0"));
            case "core_completion_get_activities_completion_status" -> done(course(parameters), student(parameters));
            case "core_completion_get_course_completion_status" -> throw new Error("nocriteriaset");
            default -> throw new Error("accessexception");
        };
    }

    private Course course(Map<String, String> parameters) throws Error {
        String id = parameters.getOrDefault("courseid", "");
        return campuses.moodle().courses().stream()
                .filter(one -> Long.toString(one.id()).equals(id))
                .findFirst()
                .orElseThrow(() -> new Error("invalidcourseid"));
    }

    private Person student(Map<String, String> parameters) throws Error {
        return campuses.moodle()
                .withSub(parameters.getOrDefault("userid", ""))
                .filter(Person::student)
                .orElseThrow(() -> new Error("usernotenroled"));
    }

    private Map<String, Object> site() {
        return Map.of(
                "sitename",
                World.INSTITUTION,
                "siteurl",
                campuses.moodle().issuer(),
                "release",
                "5.1.3 (Build: 20260216)",
                "functions",
                FUNCTIONS.stream()
                        .map(one -> Map.of("name", one, "version", "2025100600"))
                        .toList());
    }

    private List<Map<String, Object>> people(Map<String, String> parameters) throws Error {
        course(parameters);
        int from = option(parameters, "limitfrom", 0);
        int most = option(parameters, "limitnumber", Integer.MAX_VALUE);
        return World.members().stream().skip(from).limit(most).map(this::person).toList();
    }

    /** Options come as {@code options[0][name]} and {@code options[0][value]}. */
    private static int option(Map<String, String> parameters, String name, int otherwise) throws Error {
        Optional<String> value = parameters.entrySet().stream()
                .filter(entry -> entry.getKey().matches("options\\[\\d+]\\[name]")
                        && entry.getValue().equals(name))
                .map(entry -> parameters.get(entry.getKey().replace("[name]", "[value]")))
                .findFirst();
        if (value.isPresent() && !value.get().matches("\\d{1,9}")) {
            throw new Error("invalidparameter");
        }
        return value.map(Integer::parseInt).orElse(otherwise);
    }

    private Map<String, Object> person(Person person) {
        boolean teaches = person.teaches();
        return Map.of(
                "id",
                Long.parseLong(campuses.moodle().sub(person)),
                "username",
                person.slug(),
                "fullname",
                person.name(),
                "email",
                person.login(),
                "idnumber",
                "",
                "roles",
                List.of(Map.of(
                        "roleid",
                        teaches ? 3 : 5,
                        "name",
                        "",
                        "shortname",
                        teaches ? "editingteacher" : "student",
                        "sortorder",
                        0)));
    }

    private List<Map<String, Object>> contents(Course course) {
        List<Map<String, Object>> modules = new ArrayList<>();
        for (Assignment one : course.assignments()) {
            modules.add(module(one.id(), one.title(), kind(one), one.points() == 0 ? 1 : 2));
        }
        campuses.moodle().links().of(course).forEach(link -> modules.add(module(link.id(), link.title(), "lti", 0)));
        return List.of(Map.of(
                "id",
                course.id() * 10,
                "name",
                "General",
                "visible",
                1,
                "summary",
                "",
                "section",
                0,
                "modules",
                modules));
    }

    private Map<String, Object> module(long id, String name, String kind, int completion) {
        return Map.of(
                "id", id,
                "name", name,
                "instance", id,
                "modname", kind,
                "visible", 1,
                "uservisible", true,
                "completion", completion,
                "url", campuses.moodle().own("/mod/%s/view.php?id=%d".formatted(kind, id)));
    }

    private Map<String, Object> grades(Course course, String user) {
        Set<Person> students = new LinkedHashSet<>(World.STUDENTS);
        students.removeIf(
                one -> !user.equals("0") && !campuses.moodle().sub(one).equals(user));
        return Map.of(
                "usergrades",
                students.stream().map(one -> gradesOf(course, one)).toList(),
                "warnings",
                List.of());
    }

    private Map<String, Object> gradesOf(Course course, Person student) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Assignment one : course.assignments()) {
            if (one.points() > 0) {
                items.add(gradeItem(one, book.at(one, student)));
            }
        }
        return Map.of(
                "courseid",
                course.id(),
                "courseidnumber",
                "",
                "userid",
                Long.parseLong(campuses.moodle().sub(student)),
                "userfullname",
                student.name(),
                "useridnumber",
                "",
                "maxdepth",
                2,
                "gradeitems",
                items);
    }

    private static Map<String, Object> gradeItem(Assignment activity, Work work) {
        BigDecimal score = work.score();
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", activity.id() + 5_000);
        item.put("itemname", activity.title());
        item.put("itemtype", "mod");
        item.put("itemmodule", kind(activity));
        item.put("iteminstance", activity.id());
        item.put("itemnumber", 0);
        item.put("outcomeid", null);
        item.put("scaleid", null);
        item.put("cmid", activity.id());
        item.put("graderaw", score);
        item.put("gradedategraded", score == null ? null : seconds(work.gradedAt()));
        item.put("gradehiddenbydate", false);
        item.put("gradeneedsupdate", false);
        item.put("gradeishidden", work.hidden());
        item.put("gradeislocked", false);
        item.put("gradeisoverridden", false);
        item.put("gradeformatted", score == null ? "-" : score.toPlainString());
        item.put("grademin", 0);
        item.put("grademax", activity.points());
        return item;
    }

    private Map<String, Object> done(Course course, Person student) {
        List<Map<String, Object>> statuses = new ArrayList<>();
        for (Assignment one : course.assignments()) {
            Work work = book.at(one, student);
            statuses.add(Map.of(
                    "cmid", one.id(),
                    "modname", kind(one),
                    "instance", one.id(),
                    "state", work.state(),
                    "timecompleted", seconds(work.doneAt()),
                    "tracking", one.points() == 0 ? 1 : 2,
                    "hascompletion", true));
        }
        return Map.of("statuses", statuses, "warnings", List.of());
    }

    private static long seconds(@Nullable Instant at) {
        return at == null ? 0 : at.getEpochSecond();
    }
}
