package org.cairn.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComplaintTests {

    private static final Pattern MADE = Pattern.compile("Complaint\\.of\\(\\s*\"([^\"]+)\"");

    @Test
    void whatIsKeptReadsAsItWas() {
        List<Complaint> several = List.of(
                Complaint.of("moodle.error", "core_get", "invalid"),
                Complaint.of("canvas.failed", 502),
                new Complaint("canvas.token", List.of()));
        assertThat(Complaint.read(Complaint.text(several))).isEqualTo(several);
        assertThat(TestComplaints.english(Complaint.text(several)))
                .isEqualTo("Moodle answered core_get with the error invalid. Canvas failed (502)."
                        + " Canvas does not know the token, or it has ended (401): make a new one.");
    }

    @Test
    void whatWasKeptInWordsStaysInWords() {
        assertThat(TestComplaints.english("Canvas failed (502).")).isEqualTo("Canvas failed (502).");
    }

    @Test
    void whatSomebodyElseSaidCannotLookLikeAnotherComplaint() {
        assertThat(Complaint.read(Complaint.of("call", "a\nb\tc").text()))
                .containsExactly(new Complaint("call", List.of("a b c")));
        assertThatThrownBy(() -> Complaint.of("No code")).isInstanceOf(IllegalArgumentException.class);
    }

    /** {@link TestComplaints} fails where there is no sentence. */
    @Test
    void everyComplaintHasASentence() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/cairn/ingest"))) {
            List<String> codes = files.filter(Files::isRegularFile)
                    .flatMap(file -> MADE.matcher(read(file)).results().map((MatchResult found) -> found.group(1)))
                    .distinct()
                    .toList();
            assertThat(codes).hasSizeGreaterThan(30);
            codes.forEach(code -> assertThat(TestComplaints.english(code)).isNotBlank());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
