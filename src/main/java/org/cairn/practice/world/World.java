package org.cairn.practice.world;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The invented university: two courses, a teacher, an administrator and twelve students. */
public final class World {

    public static final String INSTITUTION = "Lakeside Practice University";
    public static final String CLIENT_ID = "10000000000042";
    public static final String DEPLOYMENT_ID = "7:" + Invented.hex40("account", 1);
    public static final String ROOT_ACCOUNT_UUID = Invented.word40("account", 1);
    public static final String GUID = ROOT_ACCOUNT_UUID + ".lakeside.example";

    public static final Person TEACHER = new Person(11, "Ingrid", "Solheim", Person.Role.TEACHER, false);
    public static final Person ADMINISTRATOR = new Person(12, "Tomas", "Arriaga", Person.Role.ADMINISTRATOR, false);
    public static final Person TEST_STUDENT = new Person(19, "Test", "Student", Person.Role.TEST_STUDENT, false);
    public static final List<Person> STUDENTS = List.of(
            student(21, "Mara", "Okafor"),
            student(22, "Bruno", "Castellani"),
            student(23, "Yuki", "Hayashida"),
            student(24, "Leila", "Farahani"),
            student(25, "Samuel", "Adeyemi"),
            student(26, "Greta", "Lindqvist"),
            student(27, "Rohan", "Deshmukh"),
            student(28, "Noor", "El-Amin"),
            student(29, "Callum", "Whitaker"),
            student(30, "Paulina", "Wrona"),
            student(31, "Tevita", "Fonua"),
            student(32, "Aroha", "Ngata"));

    /** The Buffalo model: three milestone badges, bound to these activities, stack to an achievement. */
    public static final Course COLLABORATION = new Course(
            101,
            "PBC 201",
            "Project-Based Collaboration",
            List.of(
                    new Assignment(201, "Team charter", 20),
                    new Assignment(202, "Midpoint presentation", 50),
                    new Assignment(203, "Final reflection", 100),
                    new Assignment(204, "Peer review", 10)));

    /** The same kind of activities, and no badge yet: here the instructor embeds one. */
    public static final Course STUDIO = new Course(
            102,
            "CDS 310",
            "Community Data Studio",
            List.of(
                    new Assignment(301, "Studio team charter", 20),
                    new Assignment(302, "Partner presentation", 50),
                    new Assignment(303, "Published data story", 100),
                    new Assignment(304, "Studio reflection", 40)));

    public static final List<Course> COURSES = List.of(COLLABORATION, STUDIO);

    /** The same courses in the Moodle, whose site itself is course 1; what is worth no points is only to be done. */
    static final List<Course> MOODLE_COURSES = List.of(
            new Course(
                    2,
                    COLLABORATION.code(),
                    COLLABORATION.title(),
                    List.of(
                            new Assignment(901, "Team charter", 20),
                            new Assignment(902, "Midpoint presentation", 50),
                            new Assignment(903, "Final reflection", 100),
                            new Assignment(904, "Workshop diary", 0))),
            new Course(
                    3,
                    STUDIO.code(),
                    STUDIO.title(),
                    List.of(
                            new Assignment(911, "Studio team charter", 20),
                            new Assignment(912, "Published data story", 100),
                            new Assignment(913, "Studio diary", 0))));

    private World() {}

    public static List<Person> people() {
        return Stream.concat(Stream.of(TEACHER, ADMINISTRATOR), STUDENTS.stream())
                .toList();
    }

    /** The roster of every course: the administrator is not on it. */
    public static List<Person> members() {
        return Stream.concat(Stream.of(TEACHER), STUDENTS.stream()).toList();
    }

    /** Also the one who is none: whom teachers are in student view. */
    static List<Person> everybody() {
        return Stream.concat(people().stream(), Stream.of(TEST_STUDENT)).toList();
    }

    /** Who is meant by the name in an address. */
    public static Person person(String slug) {
        return everybody().stream()
                .flatMap(one -> Stream.of(one, one.unnamed()))
                .filter(one -> one.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static Person student(long id, String given, String family) {
        return new Person(id, given, family, Person.Role.STUDENT, false);
    }
}
