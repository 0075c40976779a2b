package org.cairn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTests {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path SOURCES = Path.of("src/main/java/org/cairn/web");
    private static final Pattern IN_TEMPLATE = Pattern.compile("#\\{([a-z0-9.-]+)");
    private static final Pattern IN_SOURCE =
            Pattern.compile("(?:say\\(|sayOr\\(|\"nav\", |places, here, \"[^\"]*\", )\"([a-z0-9.-]+)\"");
    private static final Pattern ATTRIBUTE_WORDS =
            Pattern.compile("\\s(?:title|alt|placeholder|aria-label|value|content)=\"([^\"]*\\p{L}[^\"]*)\"");
    private static final Set<String> NOT_WORDS =
            Set.of("width=device-width, initial-scale=1", "noindex", "website", "https://", "true", "false");

    private final Properties messages = messages();

    @Test
    void everyKeyInATemplateHasItsWords() throws IOException {
        Set<String> missing = new HashSet<>();
        for (Path template : files(TEMPLATES, ".html")) {
            keys(IN_TEMPLATE, template)
                    .filter(key -> !messages.containsKey(key))
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyKeyNamedInTheCodeHasItsWords() throws IOException {
        Set<String> missing = new HashSet<>();
        for (Path source : files(SOURCES, ".java")) {
            keys(IN_SOURCE, source)
                    .filter(key -> !key.endsWith("."))
                    .filter(key -> !messages.containsKey(key))
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void noTemplateHoldsBareWords() throws IOException {
        List<String> words = new ArrayList<>();
        for (Path template : files(TEMPLATES, ".html")) {
            String html = Files.readString(template);
            String text = html.replaceAll("(?s)<!--.*?-->", "")
                    .replaceAll("(?s)<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", " ")
                    .replaceAll("&[a-z]+;", " ");
            if (text.matches("(?s).*\\p{L}.*")) {
                words.add(template + ": " + text.strip());
            }
            Matcher attribute = ATTRIBUTE_WORDS.matcher(html);
            while (attribute.find()) {
                if (!NOT_WORDS.contains(attribute.group(1))
                        && !attribute.group(1).matches("[a-z]+")) {
                    words.add(template + ": " + attribute.group());
                }
            }
        }
        assertThat(words).isEmpty();
    }

    @Test
    void noTemplateHoldsScriptOrStyleOfItsOwn() throws IOException {
        for (Path template : files(TEMPLATES, ".html")) {
            assertThat(Files.readString(template))
                    .as(template.toString())
                    .doesNotContainPattern("\\s(?:th:)?(?:style|on[a-z]+)=")
                    .doesNotContain("<style")
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContainPattern("(?:src|href)=\"https?:");
        }
    }

    @Test
    void everyMessageIsAFormatWithoutStrayQuotes() {
        messages.forEach((key, message) -> {
            assertThat(message.toString())
                    .as(key.toString())
                    .doesNotContain("'")
                    .isNotBlank();
            new MessageFormat(message.toString(), Locale.ENGLISH);
        });
    }

    /** The first bundle would win, and the other room's page would say something else. */
    @Test
    void noKeyIsInTwoBundles() throws IOException {
        Map<String, String> seen = new HashMap<>();
        for (String bundle : TestWorld.BUNDLES) {
            Properties keys = new Properties();
            try (Reader reader = Files.newBufferedReader(
                    Path.of("src/main/resources", bundle + ".properties"), StandardCharsets.UTF_8)) {
                keys.load(reader);
            }
            keys.stringPropertyNames()
                    .forEach(key -> assertThat(seen.put(key, bundle)).as(key).isNull());
        }
    }

    @Test
    void everyProblemHasAllItsParts() {
        messages.keySet().stream()
                .map(Object::toString)
                .filter(key -> key.matches("problem\\..+\\.title"))
                .map(key -> key.substring(0, key.length() - "title".length()))
                .forEach(problem -> assertThat(messages.stringPropertyNames())
                        .contains(problem + "what", problem + "lost", problem + "do"));
        assertThat(messages.stringPropertyNames())
                .contains("problem.launch.expired.title", "problem.unexpected.title", "problem.not-found.title");
    }

    private static Stream<String> keys(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results().map(match -> match.group(1));
    }

    /** The templates of this room: the launch and the practice platform have their own pages and words. */
    private static List<Path> files(Path root, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.startsWith(TEMPLATES.resolve("launch")))
                    .filter(file -> !file.startsWith(TEMPLATES.resolve("practice")))
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static Properties messages() {
        Properties messages = new Properties();
        for (String bundle : TestWorld.BUNDLES) {
            Path file = Path.of("src/main/resources", bundle + ".properties");
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                messages.load(reader);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return messages;
    }
}
