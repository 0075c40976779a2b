package org.cairn.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.award.Award;
import org.cairn.credential.Credential;
import org.cairn.evidence.Author;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Conflict;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Ingestion.Message;
import org.cairn.ingest.Ingestion.State;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.Warning;
import org.cairn.lti.Contact;
import org.cairn.lti.Deployments;
import org.cairn.lti.Invitation;
import org.cairn.lti.Launch;
import org.cairn.lti.Role;
import org.cairn.pathway.Binding;
import org.cairn.people.LearnerId;
import org.cairn.web.admin.AdminControllers;
import org.cairn.web.instructor.InstructorControllers;
import org.cairn.web.share.PublicControllers;
import org.cairn.web.student.StudentControllers;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

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
        gallery.pages.putAll(TestCopyGallery.pages());
        return gallery.pages;
    }

    private void show() throws Exception {
        world.scored(ada, "assignment:1", 90);
        world.completed(ada, "module:2");
        Award award = world.award(ada, "pbl-preparation");
        world.scored(ada, "assignment:4", 72);
        world.seen(
                ada,
                new Observation.Waiver(
                        "pbl-engagement",
                        "teamwork",
                        new Author("instructor", staff, "Tess Teacher"),
                        "Led a team of six for two years; see the reference.",
                        "https://example.edu/reference",
                        true));
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
        keep(teacher, "/instructor/confirm?said=2", "confirm");
        keep(teacher, "/instructor/embed", "embed");
        keep(teacher, "/instructor/embed/pbl-preparation", "bind");
        keep(teacher, "/instructor/embed/pbl-reflection?milestone=essay&activity=assignment:4", "trial");
        embedded();
        MockMvc admin = browser(world.launch(staff, Role.ADMINISTRATOR), AdminControllers.of(world));
        keep(admin, "/admin", "admin");
        platforms(admin);
        keep(admin, "/admin/quarantine", "quarantine");
        feeds(admin);
        keep(admin, "/admin/upload?said=taken", "upload");
        upload(admin, "/admin/upload", "week-21.csv", "upload-preview");
        upload(teacher, "/instructor/upload", "week-21.csv", "results-preview");
        upload(teacher, "/instructor/upload", "PK", "results-fault");
        people(admin);
        keep(admin, "/admin/badges/pbl-preparation", "publish");
        MockMvc anyone = browser(null, PublicControllers.of(world));
        keep(anyone, credential.path(), "credential");
        keep(anyone, "/badges/" + TestWorld.INSTITUTION.value() + "/pbl-achievement", "badge");
        keep(anyone, "/issuers/" + TestWorld.INSTITUTION.value(), "issuer");
        keep(browser(null, new HomePage(new MockEnvironment(), world.publicUrl)), "/", "home");
    }

    private void platforms(MockMvc admin) throws Exception {
        String path = "/admin/platforms/" + TestWorld.PLATFORM.value();
        keep(admin, path, "platform-new");
        for (Contact.Kind kind : EnumSet.complementOf(EnumSet.of(Contact.Kind.ROSTER, Contact.Kind.NOTICE))) {
            world.checkups.found(TestWorld.PLATFORM, kind, null, world.clock.instant());
        }
        world.rosters.read(TestWorld.PLATFORM, world.clock.instant());
        keep(admin, path, "platform");
        keep(admin, "/admin/keys", "keys");
        world.checkups.found(
                TestWorld.PLATFORM,
                Contact.Kind.SCOPE_SCORES,
                "service.token-refused\tcanvas.example.edu\t400\tinvalid_scope",
                world.clock.instant());
        world.deployments.waiting.add(new Deployments.Waiting(
                "107:8865aa05b4b79b64a91a86042e43af5ea8ae79eb",
                "07adb3e60637ff02d9ea11c7c74f1ca921699bd7.school.instructure.com",
                "Example School of Nursing",
                world.clock.instant(),
                world.clock.instant()));
        keep(admin, path + "?said=done", "check");
        keep(admin, path + "/pull", "pull-new");
        world.pulls.connect(
                TestWorld.PLATFORM,
                org.cairn.ingest.FeedKind.CANVAS_API,
                URI.create("https://canvas.example.edu"),
                "token",
                java.time.Duration.ofMinutes(60));
        world.pulls.trial =
                new org.cairn.ingest.Pulls.Trial(true, List.of("GET /api/v1/courses/:id/outcome_results"), null);
        world.pulls.troubles.add(new org.cairn.ingest.Pulls.Trouble(
                TestWorld.COURSE, "canvas.may-not\nmoodle.error\tcore_completion_get_course_completion_status\tx"));
        post(admin, path + "/pull/try", "a", "b", "pull");
        keep(admin, path + "/remove", "remove");
        keep(admin, path + "/pause", "pause");
        keep(admin, "/admin/platforms/new", "connect");
        post(admin, "/admin/platforms/new", "family", "canvas", "invited");
        keep(admin, "/admin/platforms/manual?family=canvas", "manual");
        post(admin, "/admin/platforms/manual", "family", "other", "faults");
        keep(admin, "/admin/platforms/new", "links");
        UUID used = world.invitations.made.getFirst().id();
        world.invitations.use(used, Invitation.State.USED, TestWorld.PLATFORM);
        keep(admin, "/admin/platforms/new/" + used, "arrived");
    }

    private void feeds(MockMvc admin) throws Exception {
        Feed feed = world.keepingUp.all.getFirst();
        String path = "/admin/feeds/" + feed.handle();
        keep(admin, "/admin/feeds", "feeds-fine");
        for (Warning.Kind kind : Warning.Kind.values()) {
            world.keepingUp.warnings.add(new Warning(feed, kind, world.clock.instant(), 12));
        }
        world.keepingUp.rules.add(new MendingRule(
                new UUID(4, 4),
                feed.id(),
                MendingRule.Test.EQUALS,
                "/body/score",
                "excellent",
                "/body/score",
                "95",
                "As agreed with the registrar.",
                "Abe Admin",
                world.clock.instant()));
        world.conflicts.add(new Conflict(
                world.messages.getFirst(),
                "sis-1",
                2,
                world.clock.instant(),
                world.clock.instant(),
                "{\"score\": 95}"));
        keep(admin, "/admin/feeds", "feeds");
        keep(admin, "/admin", "admin-warned");
        keep(admin, path, "feed");
        keep(admin, path + "/close", "feed-closing");
        keep(admin, path + "/quarantine?said=replayed&count=3", "mending");
        keep(admin, path + "/messages/k", "message");
        keep(admin, path + "/rules", "rule-new");
        keep(admin, path + "/rules?test=EQUALS&at=%2Fa&wanted=x&put=%2Fb&value=1&note=", "rule");
        keep(admin, path + "/rules?test=EQUALS&at=a&wanted=x&put=b&value=1&note=", "rule-fault");
        var xapi = MockMvcRequestBuilders.post("/admin/feeds")
                .param("platform", TestWorld.PLATFORM.value().toString())
                .param("kind", "xapi");
        pages.put("feed-made", TestPages.keep(admin.perform(xapi).andReturn(), "gallery-feed-made"));
        world.keepingUp.warnings.clear();
    }

    private void people(MockMvc admin) throws Exception {
        world.links.doubted(ada, newcomer);
        keep(admin, "/admin/people?q=a", "people");
        keep(admin, "/admin/people/" + ada.value() + "?q=Ben", "person");
        keep(admin, "/admin/people/%s/link?with=%s".formatted(ada.value(), newcomer.value()), "person-link");
        keep(admin, "/admin/people/%s/erase".formatted(ada.value()), "person-erase");
        MockMvc student = browser(world.launch(ada, Role.STUDENT), StudentControllers.of(world));
        keep(student, "/student/link", "link");
        post(student, "/student/link/code", "x", "y", "link-code");
        post(student, "/student/link", "code", "GOODC-ODE22", "link-confirm");
        post(student, "/student/link", "code", "wrong", "link-wrong");
    }

    private void post(MockMvc browser, String path, String name, String value, String page) throws Exception {
        pages.put(
                page,
                TestPages.keep(
                        browser.perform(MockMvcRequestBuilders.post(path).param(name, value))
                                .andReturn(),
                        "gallery-" + page));
    }

    private void upload(MockMvc browser, String path, String content, String page) throws Exception {
        MockMultipartFile file = new MockMultipartFile("file", "week-21.csv", "text/csv", content.getBytes(UTF_8));
        pages.put(
                page,
                TestPages.keep(
                        browser.perform(MockMvcRequestBuilders.multipart(path).file(file))
                                .andReturn(),
                        "gallery-" + page));
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
        MockMvc curious = browser(
                world.launch(ada, Role.STUDENT),
                java.util.stream.Stream.concat(
                                java.util.Arrays.stream(StudentControllers.of(world)),
                                java.util.stream.Stream.of(new Asking(world.pulls, world.wording, world.clock)))
                        .toArray());
        world.pulls.asked = new org.cairn.ingest.Pulls.Asked(world.clock.instant(), false, null, false);
        keep(curious, "/student", "student-asking");
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
