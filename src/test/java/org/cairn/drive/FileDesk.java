package org.cairn.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.TestBrowser;

/** An instructor with a file of results: shown what it says, and taking it in. */
public final class FileDesk {

    private static final String BOUNDARY = "----boundary";
    private static final Pattern PREVIEW = Pattern.compile("name=\"preview\" value=\"([^\"]+)\"");

    private final TestBrowser teacher;

    public FileDesk(TestBrowser teacher) {
        this.teacher = teacher;
    }

    /** The page that says what is understood. */
    public TestBrowser.Page show(byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"launch\"\r\n\r\n" + teacher.launchKey()
                                + "\r\n--" + BOUNDARY
                                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"week 1.csv\"\r\n"
                                + "Content-Type: text/csv\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return teacher.send(HttpRequest.newBuilder(teacher.at("/instructor/upload?launch=" + teacher.launchKey()))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    public TestBrowser.Page show(String file) {
        return show(file.getBytes(StandardCharsets.UTF_8));
    }

    /** What stands behind the button; empty where nothing of the file can be taken in. */
    public static Optional<String> preview(TestBrowser.Page shown) {
        Matcher preview = PREVIEW.matcher(shown.body());
        return preview.find() ? Optional.of(preview.group(1)) : Optional.empty();
    }

    /** Takes in what was shown, to its last row. */
    public TestBrowser.Page takeIn(TestBrowser.Page shown) {
        String preview = preview(shown).orElseThrow(() -> new AssertionError(shown.body()));
        TestBrowser.Page taken =
                teacher.follow(teacher.submit("/instructor/upload/confirm", Map.of("preview", preview)));
        assertThat(taken.body()).contains("The file is being taken in", "week 1.csv");
        ApiClient.await(
                Duration.ofSeconds(30),
                () -> !teacher.get("/instructor/upload").body().contains("stored so far"));
        return taken;
    }

    /** Shows and takes in. */
    public TestBrowser.Page upload(String file) {
        TestBrowser.Page shown = show(file);
        takeIn(shown);
        return shown;
    }
}
