package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.Shows.Awkward;
import org.cairn.Shows.Source;
import org.junit.jupiter.api.Test;

/**
 * Keeps the table of sources and awkward cases in {@code docs/evidence.md} and the tests that show them the same. A cell
 * names the tests, or says after a dash why there can be none.
 */
class ShowsTests {

    private static final Path PAGE = Path.of("docs/evidence.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Set<Source> COMPLETE = EnumSet.allOf(Source.class);
    private static final Pattern ANNOTATION =
            Pattern.compile("@Shows\\(\\s*of = (?:\\w+\\.)*([A-Z_]+),\\s*what = (\\{[^}]*}|[\\w.]+)\\s*\\)");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z_0-9]+\\b");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    @Test
    void everyAwkwardCaseOfEverySourceIsShownOrCannotBe() throws IOException {
        Map<Source, Map<Awkward, String>> page = page();
        List<String> open = new ArrayList<>();
        for (Source source : COMPLETE) {
            for (Awkward awkward : Awkward.values()) {
                if (cell(page, source, awkward).length() < 3) {
                    open.add(source + " " + awkward);
                }
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void thePageNamesTheTestsThatShowACase() throws IOException {
        Map<Source, Map<Awkward, String>> page = page();
        Map<Source, Map<Awkward, Set<String>>> shown = shown();
        for (Source source : Source.values()) {
            for (Awkward awkward : Awkward.values()) {
                String cell = cell(page, source, awkward);
                assertThat(NAME.matcher(cell).results().map(name -> name.group(1)))
                        .as(source.title() + ", " + awkward.title() + ": " + cell)
                        .containsExactlyInAnyOrderElementsOf(
                                shown.getOrDefault(source, Map.of()).getOrDefault(awkward, Set.of()));
                assertThat(cell.startsWith("—"))
                        .as(source.title() + ", " + awkward.title() + " is shown: " + cell)
                        .isEqualTo(!cell.isEmpty() && !cell.startsWith("`"));
            }
        }
    }

    private static String cell(Map<Source, Map<Awkward, String>> page, Source source, Awkward awkward) {
        return page.getOrDefault(source, Map.of()).getOrDefault(awkward, "");
    }

    /** The cells of all tables whose first column is headed by {@code case}. */
    private static Map<Source, Map<Awkward, String>> page() throws IOException {
        Map<Source, Map<Awkward, String>> page = new EnumMap<>(Source.class);
        List<Source> columns = List.of();
        for (String line : Files.readAllLines(PAGE)) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (line.startsWith("| case |")) {
                columns = cells.subList(2, cells.size() - 1).stream()
                        .map(ShowsTests::source)
                        .toList();
            } else if (!line.startsWith("|")) {
                columns = List.of();
            } else if (!columns.isEmpty() && !line.startsWith("| ---")) {
                Awkward awkward = awkward(cells.get(1));
                assertThat(cells).as(line).hasSize(columns.size() + 3);
                for (int i = 0; i < columns.size(); i++) {
                    page.computeIfAbsent(columns.get(i), added -> new EnumMap<>(Awkward.class))
                            .put(awkward, cells.get(i + 2));
                }
            }
        }
        return page;
    }

    private static Source source(String title) {
        return Stream.of(Source.values())
                .filter(one -> one.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no source: " + title));
    }

    private static Awkward awkward(String title) {
        return Stream.of(Awkward.values())
                .filter(one -> one.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no case: " + title));
    }

    private static Map<Source, Map<Awkward, Set<String>>> shown() throws IOException {
        Map<Source, Map<Awkward, Set<String>>> shown = new EnumMap<>(Source.class);
        List<Path> files;
        try (Stream<Path> all = Files.walk(TESTS)) {
            files = all.filter(file -> file.toString().endsWith("Tests.java")).collect(Collectors.toList());
        }
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".java", "");
            ANNOTATION
                    .matcher(read(file))
                    .results()
                    .forEach(annotation -> CONSTANT.matcher(annotation.group(2))
                            .results()
                            .forEach(constant -> shown.computeIfAbsent(
                                            Source.valueOf(annotation.group(1)), added -> new EnumMap<>(Awkward.class))
                                    .computeIfAbsent(Awkward.valueOf(constant.group()), added -> new TreeSet<>())
                                    .add(name)));
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
