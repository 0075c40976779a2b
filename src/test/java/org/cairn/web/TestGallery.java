package org.cairn.web;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.cairn.award.Award;
import org.cairn.credential.Credential;
import org.cairn.ingest.Ingestion.Message;
import org.cairn.ingest.Ingestion.State;
import org.cairn.lti.Launch;
import org.cairn.lti.LearnerId;
import org.cairn.lti.Role;
import org.cairn.pathway.Binding;
import org.cairn.web.admin.AdminControllers;
import org.cairn.web.instructor.InstructorControllers;
import org.cairn.web.share.PublicControllers;
import org.cairn.web.student.StudentControllers;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.servlet.MockMvc;

/** One rendering of every page, in a world where something has happened. */
final class TestGallery {

    private final TestWorld world = new TestWorld();
    private final LearnerId ada = world.student("Ada Abara");
    private final LearnerId newcomer = world.student("Ben Brook");
    private final LearnerId staff = world.person("Tess Teacher");
    private final Map<String, String> pages = new LinkedHashMap<>();

    private TestGallery() {}

    static Map<String, String> pages() throws Exception {
        TestGallery gallery = new TestGallery();
        gallery.show();
        return gallery.pages;
    }

    private void show() throws Exception {
        world.scored(ada, "assignment:1", 90);
        world.completed(ada, "module:2");
        Award award = world.award(ada, "pbl-preparation");
        world.scored(ada, "assignment:4", 72);
        world.award(ada, "pbl-engagement", Award.State.REVOKED, "a mistake");
        world.messages.add(new Message(
                TestWorld.PLATFORM,
                "feed-1",
                "k",
                "grade_change",
                State.QUARANTINED,
                "no",
                world.clock.instant(),
                "{}"));
        Credential credential =
                world.credentials.of(TestWorld.INSTITUTION, List.of(award)).get(award.id());
        student(award, credential);
        MockMvc teacher = browser(world.launch(staff, Role.INSTRUCTOR), InstructorControllers.of(world));
        keep(teacher, "/instructor", "class");
        keep(teacher, "/instructor/students/" + ada.value(), "one");
        keep(teacher, "/instructor/embed", "embed");
        keep(teacher, "/instructor/embed/pbl-preparation", "bind");
        keep(teacher, "/instructor/embed/pbl-reflection?milestone=essay&activity=assignment:4", "trial");
        copied();
        embedded();
        MockMvc admin = browser(world.launch(staff, Role.ADMINISTRATOR), AdminControllers.of(world));
        keep(admin, "/admin", "admin");
        keep(admin, "/admin/quarantine", "quarantine");
        keep(admin, "/admin/badges/pbl-preparation", "publish");
        MockMvc anyone = browser(null, PublicControllers.of(world));
        keep(anyone, credential.path(), "credential");
        keep(anyone, "/badges/" + TestWorld.INSTITUTION.value() + "/pbl-achievement", "badge");
        keep(anyone, "/issuers/" + TestWorld.INSTITUTION.value(), "issuer");
        keep(browser(null, new HomePage(new MockEnvironment(), world.publicUrl)), "/", "home");
    }

    /** A course that was copied, before anything of the original was taken over, and when something could not be. */
    private void copied() throws Exception {
        TestWorld copy = new TestWorld();
        copy.bindings.clear();
        MockMvc teacher =
                browser(copy.launch(copy.person("Tess Teacher"), Role.INSTRUCTOR), InstructorControllers.of(copy));
        keep(teacher, "/instructor/copy", "copy-none");
        String from = copy.copiedFromLastYear().id().value().toString();
        keep(teacher, "/instructor", "class-copied");
        keep(teacher, "/instructor/embed", "embed-copied");
        keep(teacher, "/instructor/copy", "copy");
        String page = TestPages.keep(
                teacher.perform(get(URI.create("/instructor/copy"))).andReturn(), "gallery-copy");
        var form = post("/instructor/copy").param("from", from);
        Pattern.compile("name=\"take\" value=\"([0-9a-f]{16})\"")
                .matcher(page)
                .results()
                .forEach(row -> form.param("take", row.group(1)));
        pages.put("copy-faults", TestPages.keep(teacher.perform(form).andReturn(), "gallery-copy-faults"));
    }

    private void embedded() throws Exception {
        MockMvc picker = browser(
                world.launch(staff, Role.INSTRUCTOR, TestWorld.COURSE, TestWorld.picker(true)),
                InstructorControllers.of(world));
        keep(picker, "/instructor/content", "content");
        keep(picker, "/instructor/content?q=nothing", "content-nothing");
        keep(picker, "/instructor/content/preview?view=badge&badge=pbl-achievement", "content-badge");
        keep(picker, "/instructor/content/preview?view=progress", "content-progress");
        keep(picker, "/instructor/content/preview?view=class", "content-class");
        MockMvc teacher = browser(world.launch(staff, Role.INSTRUCTOR), InstructorControllers.of(world));
        MockMvc student = browser(world.launch(ada, Role.STUDENT), StudentControllers.of(world));
        keep(teacher, "/instructor/badge/pbl-achievement", "class-badge");
        keep(student, "/student/badge/pbl-preparation", "student-badge");
        keep(student, "/student/badge/none", "gone");
        List<Binding> bound = List.copyOf(world.bindings);
        world.bindings.removeIf(binding -> binding.badge().equals("pbl-reflection"));
        keep(teacher, "/instructor/badge/pbl-achievement", "class-badge-open");
        keep(teacher, "/instructor/badge/pbl-reflection", "class-badge-unbound");
        keep(student, "/student/badge/pbl-reflection", "student-badge-unbound");
        world.bindings.clear();
        world.bindings.addAll(bound);
    }

    private void student(Award award, Credential credential) throws Exception {
        MockMvc student = browser(world.launch(ada, Role.STUDENT), StudentControllers.of(world));
        keep(student, "/student", "student");
        keep(student, "/student/badges", "badges");
        keep(student, "/student/share?award=" + award.id(), "private");
        world.credentials.share(ada, credential.id(), true);
        keep(student, "/student/share?award=" + award.id(), "shared");
        keep(browser(world.launch(newcomer, Role.STUDENT), StudentControllers.of(world)), "/student", "newcomer");
    }

    private static MockMvc browser(@org.jspecify.annotations.Nullable Launch launch, Object... controllers) {
        return TestPages.browser(launch, controllers);
    }

    private void keep(MockMvc browser, String path, String name) throws Exception {
        pages.put(name, TestPages.keep(browser.perform(get(URI.create(path))).andReturn(), "gallery-" + name));
    }
}
