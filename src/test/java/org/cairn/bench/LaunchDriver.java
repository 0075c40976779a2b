package org.cairn.bench;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.cairn.TestBrowser;
import org.cairn.TestLaunch;
import org.cairn.TestPlatform;
import org.cairn.drive.CanvasWriter;
import org.cairn.drive.RawHttp;

/** Plays whole launches: login initiation, signed answer, and the first page. */
final class LaunchDriver {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    private final TestPlatform platform;
    private final int port;
    private final String publicUrl;
    private final int students;
    private final AtomicLong next = new AtomicLong();

    LaunchDriver(TestPlatform platform, int port, int students) {
        this.platform = platform;
        this.port = port;
        this.publicUrl = "http://127.0.0.1:" + port;
        this.students = students;
    }

    /** One browser after the other over one connection, each up to its first page. */
    Callable<?> worker() {
        RawHttp http = new RawHttp(port);
        return () -> open(http, launch(http, platform.clientId(), 1 + next.getAndIncrement() % students));
    }

    /** The same, but no further than the answer that lets the launch in. */
    Callable<?> launchingOnly() {
        RawHttp http = new RawHttp(port);
        return () -> launch(http, platform.clientId(), 1 + next.getAndIncrement() % students);
    }

    /** Lets somebody launch once from each of these registrations of the platform. */
    Callable<?> launchingOnce(Queue<String> clientIds) {
        RawHttp http = new RawHttp(port);
        return () -> {
            for (String clientId = clientIds.poll(); clientId != null; clientId = clientIds.poll()) {
                launch(http, clientId, 1 + next.getAndIncrement() % students);
            }
            return null;
        };
    }

    private RawHttp.Answer launch(RawHttp http, String clientId, long student) throws Exception {
        RawHttp.Answer login = expect(302, http.post("/lti/login", loginForm(clientId, student), FORM));
        Map<String, String> asked =
                TestBrowser.parameters(URI.create(login.header("location")).getRawQuery());
        String idToken = message(student).claim("aud", clientId).sign(asked.get("nonce"), publicUrl);
        byte[] answer = form(Map.of("state", asked.get("state"), "id_token", idToken));
        return expect(303, http.post("/lti/launch", answer, FORM, "Cookie: " + cookies(login)));
    }

    private Object open(RawHttp http, RawHttp.Answer launched) throws Exception {
        URI page = URI.create(publicUrl).resolve(launched.header("location"));
        return expect(200, http.get(page.getRawPath() + "?" + page.getRawQuery(), "Cookie: " + cookies(launched)));
    }

    private static RawHttp.Answer expect(int status, RawHttp.Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("expected %d: %d %s".formatted(status, answer.status(), answer.body()));
        }
        return answer;
    }

    private TestLaunch message(long student) {
        return platform.student("sub-of-" + student)
                .inCourse("context-of-565", "Project-based collaboration")
                .named("Student " + student, "s%d@example.edu".formatted(student))
                .custom("canvas_user_id", Long.toString(student))
                .custom("canvas_user_global_id", Long.toString(CanvasWriter.SHARD + student))
                .custom("canvas_user_uuid", CanvasWriter.uuid(student))
                .custom("canvas_course_id", "565");
    }

    private byte[] loginForm(String clientId, long student) {
        return form(Map.of(
                "iss",
                platform.issuer(),
                "client_id",
                clientId,
                "login_hint",
                "hint-" + student,
                "target_link_uri",
                publicUrl + "/lti/launch"));
    }

    private static byte[] form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String cookies(RawHttp.Answer answer) {
        return Arrays.stream(answer.header("set-cookie").split("\n"))
                .map(cookie -> cookie.split(";", 2)[0])
                .filter(pair -> !pair.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
