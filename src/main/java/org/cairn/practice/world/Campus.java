package org.cairn.practice.world;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cairn.practice.Manner;
import org.cairn.practice.Places;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** One learning platform of the invented university: its addresses, its ids, and what it knows. */
public final class Campus {

    private static final String MENU = "course_navigation";

    private final Manner manner;
    private final Places places;
    private final Tools tools;
    private final List<Course> courses;
    private final Links links = new Links();
    private final Columns columns = new Columns();
    private final Set<String> added = ConcurrentHashMap.newKeySet();
    private final Set<Long> concluded = ConcurrentHashMap.newKeySet();

    Campus(Manner manner, Places places, Tools tools, List<Course> courses) {
        this.manner = manner;
        this.places = places;
        this.tools = tools;
        this.courses = new CopyOnWriteArrayList<>(courses);
    }

    public Manner manner() {
        return manner;
    }

    public boolean canvas() {
        return manner == Manner.CANVAS;
    }

    /** Where its addresses begin, without the host. */
    public String path() {
        return manner.path();
    }

    public String title() {
        return manner.title();
    }

    public List<Course> courses() {
        return List.copyOf(courses);
    }

    /** The tools that people can launch. */
    public List<Tool> openTools() {
        return tools.open();
    }

    public Tools tools() {
        return tools;
    }

    public Links links() {
        return links;
    }

    public Columns columns() {
        return columns;
    }

    /** The tools in the menu of this course: those that are shown at once, and those that its teacher put there. */
    public List<Tool> menu(Course course) {
        return openTools().stream()
                .filter(one -> one.at(MENU)
                        .filter(message -> message.shown() || added(course, one))
                        .isPresent())
                .toList();
    }

    /** The tools that the teacher may still put into the menu. */
    public List<Tool> hidden(Course course) {
        List<Tool> menu = menu(course);
        return openTools().stream()
                .filter(one -> one.at(MENU).isPresent() && !menu.contains(one))
                .toList();
    }

    public void show(Course course, Tool tool) {
        added.add(course.id() + " " + tool.clientId());
    }

    private boolean added(Course course, Tool tool) {
        return added.contains(course.id() + " " + tool.clientId());
    }

    /** True for a course that has ended: no tool may grade there. */
    public boolean concluded(Course course) {
        return concluded.contains(course.id());
    }

    public void conclude(Course course) {
        concluded.add(course.id());
    }

    public void reopen(Course course) {
        concluded.remove(course.id());
    }

    /** The issuer, and the beginning of all its addresses. */
    public String issuer() {
        return places.origin() + manner.path();
    }

    public String own(String path) {
        return issuer() + path;
    }

    public String tokenUrl() {
        return own(canvas() ? "/token" : "/mod/lti/token.php");
    }

    public String jwksUrl() {
        return own(canvas() ? "/jwks" : "/mod/lti/certs.php");
    }

    public String authorizationUrl() {
        return own(canvas() ? "/authorize" : "/mod/lti/auth.php");
    }

    public String configurationUrl() {
        return own(canvas() ? "/api/lti/security/openid-configuration" : "/mod/lti/openid-configuration.php");
    }

    public String registrationUrl() {
        return own(canvas() ? "/api/lti/registrations" : "/mod/lti/openid-registration.php");
    }

    public Course course(long id) {
        return courses.stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such course"));
    }

    /** The course, for somebody who teaches there and nobody else. */
    public Course teacherIn(long id, String as) {
        Course course = course(id);
        if (!World.person(as).teaches()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return course;
    }

    /** Adds a course that is a copy of this one, without anything a tool has in it. */
    public synchronized Course copy(Course origin) {
        long id = courses.stream().mapToLong(Course::id).max().orElse(0) + 1;
        Course copy = origin.copiedAs(id);
        courses.add(copy);
        return copy;
    }

    /** The LTI {@code sub}: a UUID in a Canvas, a number in a Moodle. */
    public String sub(Person person) {
        return canvas() ? person.sub() : Long.toString(person.id() + 300);
    }

    public Optional<Person> withSub(String sub) {
        return World.everybody().stream().filter(one -> sub(one).equals(sub)).findFirst();
    }

    /** The LTI id of a course. */
    public String context(Course course) {
        return canvas() ? course.contextId() : Long.toString(course.id());
    }

    /** The LTI id of a link. */
    public String linkId(Link link) {
        return canvas() ? Invented.uuid("link", link.id()).toString() : Long.toString(link.id());
    }

    public String lineItems(Course course, Tool tool) {
        return own(
                canvas()
                        ? "/api/lti/courses/%d/line_items".formatted(course.id())
                        : "/mod/lti/services.php/%d/lineitems?type_id=%d".formatted(course.id(), tool.number()));
    }

    public String lineItem(Column column, Tool tool) {
        return own(
                canvas()
                        ? "/api/lti/courses/%d/line_items/%d".formatted(column.course(), column.id())
                        : "/mod/lti/services.php/%d/lineitems/%d/lineitem?type_id=%d"
                                .formatted(column.course(), column.id(), tool.number()));
    }

    public String memberships(Course course, Tool tool) {
        return own(
                canvas()
                        ? "/api/lti/courses/%d/names_and_roles".formatted(course.id())
                        : "/mod/lti/services.php/CourseSection/%d/bindings/%d/memberships"
                                .formatted(course.id(), tool.number()));
    }
}
