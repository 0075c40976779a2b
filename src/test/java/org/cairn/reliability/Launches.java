package org.cairn.reliability;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.cairn.TestBrowser;
import org.cairn.TestPlatform;
import org.cairn.drive.CanvasWriter;
import org.cairn.drive.RawHttp;

/**
 * Students who open Cairn, so many each second: login, the platform's answer, the first page, each at whichever node the
 * balancer names. Whoever finds nobody at the door is sent to the next one, which is all that a balancer may do with a
 * request that changes something; everything else that goes wrong is a failed launch.
 */
final class Launches implements AutoCloseable {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final int BROWSERS = 16;

    private final TestPlatform platform;
    private final Balancer balancer;
    private final String publicUrl;
    private final int students;
    private final double perSecond;
    private final long begin = System.nanoTime();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closedDoors = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> browsers = new ArrayList<>();
    private volatile long slowestNanos;
    private volatile boolean closed;

    Launches(TestPlatform platform, Balancer balancer, String publicUrl, int students, double perSecond) {
        this.platform = platform;
        this.balancer = balancer;
        this.publicUrl = publicUrl;
        this.students = students;
        this.perSecond = perSecond;
        for (int i = 0; i < BROWSERS; i++) {
            browsers.add(Thread.ofPlatform().daemon().name("browser-" + i).start(this::run));
        }
    }

    /** How many reached their first page. */
    int opened() {
        return opened.get();
    }

    /** How many requests found a port that nobody listens at, and went to the other node. */
    int closedDoors() {
        return closedDoors.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    double slowestSeconds() {
        return slowestNanos / 1e9;
    }

    private void run() {
        while (!closed) {
            int number = begun.getAndIncrement();
            long due = begin + (long) (number / perSecond * 1e9);
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            if (closed) {
                return;
            }
            long sent = System.nanoTime();
            try {
                launch(1 + number % students);
                opened.incrementAndGet();
            } catch (IOException | RuntimeException | AssertionError e) {
                failures.add(e.toString());
            }
            slowestNanos = Math.max(slowestNanos, System.nanoTime() - sent);
        }
    }

    private void launch(long student) throws IOException {
        RawHttp.Answer login = expect(302, exchange("POST", "/lti/login", loginForm(student), FORM));
        Map<String, String> asked =
                TestBrowser.parameters(URI.create(login.header("location")).getRawQuery());
        String idToken = platform.student("sub-of-" + student)
                .inCourse("context-of-565", "Project-based collaboration")
                .custom("canvas_user_id", Long.toString(student))
                .custom("canvas_user_global_id", Long.toString(CanvasWriter.SHARD + student))
                .custom("canvas_course_id", "565")
                .sign(asked.get("nonce"), publicUrl);
        byte[] answer = form(Map.of("state", asked.get("state"), "id_token", idToken));
        RawHttp.Answer launched =
                expect(303, exchange("POST", "/lti/launch", answer, FORM, "Cookie: " + cookies(login)));
        URI page = URI.create(publicUrl).resolve(launched.header("location"));
        expect(
                200,
                exchange(
                        "GET",
                        page.getRawPath() + "?" + page.getRawQuery(),
                        new byte[0],
                        "Cookie: " + cookies(launched)));
    }

    private RawHttp.Answer exchange(String method, String target, byte[] body, String... headers) throws IOException {
        ConnectException last = null;
        for (int i = 0; i < balancer.ports().size(); i++) {
            int node = balancer.next();
            try (RawHttp http = new RawHttp(balancer.ports().get(node))) {
                return http.exchange(method, target, body, headers);
            } catch (ConnectException nobody) {
                closedDoors.incrementAndGet();
                last = nobody;
            }
        }
        throw last;
    }

    private static RawHttp.Answer expect(int status, RawHttp.Answer answer) {
        if (answer.status() != status) {
            String begin =
                    answer.body().substring(0, Math.min(300, answer.body().length()));
            throw new AssertionError("expected %d: %d %s".formatted(status, answer.status(), begin));
        }
        return answer;
    }

    private byte[] loginForm(long student) {
        return form(Map.of(
                "iss",
                platform.issuer(),
                "client_id",
                platform.clientId(),
                "login_hint",
                "hint-" + student,
                "target_link_uri",
                publicUrl + "/lti/launch"));
    }

    private static byte[] form(Map<String, String> fields) {
        return TestBrowser.encode(fields).getBytes(StandardCharsets.US_ASCII);
    }

    private static String cookies(RawHttp.Answer answer) {
        return Arrays.stream(answer.header("set-cookie").split("\n"))
                .map(cookie -> cookie.split(";", 2)[0])
                .filter(pair -> !pair.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Lets those end that have begun. */
    @Override
    public void close() {
        closed = true;
        for (Thread browser : browsers) {
            try {
                browser.join(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
