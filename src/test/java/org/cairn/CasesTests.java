package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the list of bad inputs and faults in {@code docs/security.md} and the tests that show them the same. */
class CasesTests {

    private static final Path PAGE = Path.of("docs/security.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\|.*\\| ([^|]*) \\|$");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern ANNOTATION = Pattern.compile("@Case\\(\\s*(\\{[^}]*}|\"[^\"]*\")\\s*\\)");
    private static final Pattern NUMBER = Pattern.compile("\"([A-Z]\\d+)\"");

    @Test
    void everyNumberHasATest() throws IOException {
        List<String> wanted = Stream.of(
                        numbers("L", 1, 16),
                        numbers("T", 17, 55),
                        numbers("U", 56, 68),
                        numbers("S", 69, 80),
                        numbers("A", 81, 86),
                        numbers("E", 87, 98),
                        numbers("H", 114, 115),
                        numbers("F", 1, 24))
                .flatMap(group -> group)
                .toList();
        assertThat(shown().keySet()).containsAll(wanted);
    }

    @Test
    void thePageNamesTheTestsThatShowACase() throws IOException {
        Map<String, Set<String>> page = new TreeMap<>();
        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> page.put(row.group(1), names(row.group(2))));
        assertThat(page).isEqualTo(shown());
    }

    private static Stream<String> numbers(String group, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(number -> group + number);
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The test classes by the numbers that they carry. */
    private static Map<String, Set<String>> shown() throws IOException {
        Map<String, Set<String>> shown = new TreeMap<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                String name = file.getFileName().toString().replace(".java", "");
                ANNOTATION
                        .matcher(read(file))
                        .results()
                        .flatMap(annotation ->
                                NUMBER.matcher(annotation.group(1)).results())
                        .forEach(number -> shown.computeIfAbsent(number.group(1), added -> new TreeSet<>())
                                .add(name));
            });
        }
        return shown;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
