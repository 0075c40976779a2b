package org.cairn.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;

class ComplaintTests {

    private static final Pattern MADE =
            Pattern.compile("(?:Complaint|Unusable|Ignored|Objection)\\.of\\(\\s*\"([^\"]+)\"");

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
    void whatStandsInWordsHasNoCodeForScripts() {
        assertThat(Complaint.codeOf("canvas.failed\t502\ncanvas.token")).isEqualTo("canvas.failed");
        assertThat(Complaint.codeOf("Canvas failed (502).")).isNull();
        assertThat(Complaint.codeOf("")).isNull();
        assertThat(Complaint.codeOf(null)).isNull();
    }

    @Test
    void whatSomebodyElseSaidCannotLookLikeAnotherComplaint() {
        assertThat(Complaint.read(Complaint.of("call", "a\nb\tc").text()))
                .containsExactly(new Complaint("call", List.of("a b c")));
        assertThatThrownBy(() -> Complaint.of("No code")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatNobodyHasWordsForAnyMoreStandsAsItIs() {
        StaticMessageSource none = new StaticMessageSource();
        assertThat(Complaint.words("score.of-old\t{0", none, Locale.ROOT)).isEqualTo("score.of-old {0");
    }

    /** A code that is none would be found out only when somebody gives cause for it. */
    @Test
    void everySentenceIsThatOfACode() {
        for (String bundle : List.of("messages-reasons", "messages-pulls")) {
            assertThat(ResourceBundle.getBundle(bundle).keySet())
                    .filteredOn(key -> key.startsWith("complaint."))
                    .isNotEmpty()
                    .allSatisfy(key -> assertThatCode(() -> Complaint.of(key.substring("complaint.".length())))
                            .doesNotThrowAnyException());
        }
    }

    /** {@link TestComplaints} fails where there is no sentence. */
    @Test
    void everyComplaintHasASentence() throws IOException {
        List<String> codes = MADE.matcher(code())
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
        assertThat(codes).hasSizeGreaterThan(200);
        codes.forEach(code -> assertThat(TestComplaints.english(code)).isNotBlank());
    }

    @Test
    void everySentenceIsUsed() throws IOException {
        String code = code();
        for (String bundle : List.of("messages-pulls", "messages-reasons")) {
            assertThat(ResourceBundle.getBundle(bundle, Locale.ROOT).keySet())
                    .filteredOn(key -> key.startsWith("complaint."))
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(code).contains('"' + key.substring("complaint.".length()) + '"'));
        }
    }

    private static String code() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/cairn"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                code.append(Files.readString(file));
            }
        }
        return code.toString();
    }
}
