package org.cairn.ingest.generic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.complaint.TestComplaints;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.platform.Family;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The published schema of our own events says what Cairn takes: no more, and no less. */
class EventsSchemaTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Pattern EXAMPLE = Pattern.compile("-d '(\\[.*?])'", Pattern.DOTALL);

    private final JsonSchema schema = new JsonSchema(read("/schemas/events.json"));
    private static final PlatformId ID = new PlatformId(new InstitutionId(UUID.randomUUID()), UUID.randomUUID());

    private final Origin origin = new Origin(platform(), new Feed("feed", ID, FeedKind.EVENTS, null, false));

    private static Platform platform() {
        URI uri = URI.create("https://lms.example.edu/x");
        return new Platform(ID, "LMS", Family.CANVAS, "https://lms.example.edu", "1", uri, uri, uri, true);
    }

    private static JsonNode read(String resource) {
        try (InputStream in = EventsSchemaTests.class.getResourceAsStream(resource)) {
            return JSON.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Why Cairn does not take an event; empty where it does. */
    private Optional<String> refused(JsonNode event) {
        return OwnEvents.translate(origin, event, NOW) instanceof Translation.Unusable unusable
                ? Optional.of(TestComplaints.english(unusable.reason()))
                : Optional.empty();
    }

    @Test
    void whatThePagesShowAsExamplesIsAllowedAndTaken() throws IOException {
        List<JsonNode> examples = new ArrayList<>();
        Matcher documented = EXAMPLE.matcher(Files.readString(Path.of("docs/evidence.md")));
        while (documented.find()) {
            JSON.readTree(documented.group(1)).forEach(examples::add);
        }
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3).allSatisfy(example -> {
            assertThat(schema.allows(example)).as(example.toString()).isTrue();
            assertThat(refused(example)).as(example.toString()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "scored-in-a-list", "regraded-down", "regraded-down-heard-backwards", "negative-then-over-100",
                "negative-score",
        "excused", "renamed-course", "person-known-later", "attested", "withdrawn-completion"
    })
    void whatWasRecordedIsAllowed(String recording) {
        JsonNode document = JSON.readTree(text("/recorded/events/" + recording + ".json")
                .replace("{{sis}}", "A1")
                .replace("{{badge}}", "pbl"));
        assertThat(schema.allows(document)).isTrue();
    }

    private static String text(String resource) {
        try (InputStream in = EventsSchemaTests.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Bad events, and the word by which whoever wrote the sender sees what to do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'time': '2026-03-02'} | no “type”",
                "{'type': 'applauded', 'time': '2026-03-02'} | none of: completed",
                "{'type': 'completed', 'person': {'sis': 1}, 'activity': 'x'} | “id” or a “time”",
                "{'type': 'completed', 'time': '02/03/2026', 'person': {'sis': 1}, 'activity': 'x'} | “time” cannot be read",
                "{'type': 'completed', 'time': '2026-03-02T10:20:00', 'person': {'sis': 1}, 'activity': 'x'} | with a zone",
                "{'type': 'completed', 'time': '2026-03-02', 'activity': 'x'} | names no person",
                "{'type': 'completed', 'time': '2026-03-02', 'person': 'ada', 'activity': 'x'} | object of identifiers",
                "{'type': 'completed', 'time': '2026-03-02', 'person': {'sis': {}}, 'activity': 'x'} | “person.sis” is text",
                "{'type': 'completed', 'time': '2026-03-02', 'person': {'sis': 1}} | names no activity",
                "{'type': 'completed', 'time': '2026-03-02', 'person': {'sis': 1}, 'activity': {'title': 'x'}} | “activity” is its id",
                "{'type': 'completed', 'time': '2026-03-02', 'person': {'sis': 1}, 'activity': 'course'} | needs the course’s id",
                "{'type': 'completed', 'time': '2026-03-02', 'person': {'sis': 1}, 'activity': 'x', 'course': [1]} | “course” is text",
                "{'type': 'completed', 'time': '2026-03-02', 'person': {'sis': 1}, 'activity': 'x', 'share': 2} | from 0 to 1",
                "{'type': 'scored', 'time': '2026-03-02', 'person': {'sis': 1}, 'activity': 'x'} | says no points",
                "{'type': 'scored', 'time': '2026-03-02', 'person': {'sis': 1}, 'activity': 'x', 'score': 5} | how many points are possible",
                "{'type': 'scored', 'time': '2026-03-02', 'person': {'sis': 1}, 'activity': 'x', 'score': {'points': 'A-', 'possible': 5}} | plain number",
                "{'type': 'scored', 'time': '2026-03-02', 'person': {'sis': 1}, 'activity': 'x', 'score': {'points': 5, 'possible': 0}} | above 0",
                "{'type': 'attested', 'time': '2026-03-02', 'person': {'sis': 1}, 'badge': 'b', 'by': 'Dean Roe'} | “badge” and “milestone”",
                "{'type': 'attested', 'time': '2026-03-02', 'person': {'sis': 1}, 'badge': 'b', 'milestone': 'm'} | who confirmed",
                "{'type': 'attested', 'time': '2026-03-02', 'person': {'sis': 1}, 'badge': 'b', 'milestone': 'm', 'by': {'name': 'X', 'role': 'student'}} | Only an instructor",
                "{'type': 'attested', 'time': '2026-03-02', 'person': {'sis': 1}, 'badge': 'b', 'milestone': 'm', 'by': 'X', 'link': 'http://x'} | https://",
                "{'type': 'waived', 'time': '2026-03-02', 'person': {'sis': 1}, 'badge': 'b', 'milestone': 'm', 'by': 'X'} | needs its reason",
                "{'type': 'person', 'time': '2026-03-02', 'person': {'email': 'a@example.edu'}} | e-mail address alone",
                "{'type': 'enrolled', 'time': '2026-03-02', 'person': {'sis': 1}} | names no course",
                "{'type': 'activity', 'time': '2026-03-02', 'activity': {'id': 'x'}} | with its title"
            })
    void whatIsNotAllowedIsRefusedWithWhatToDo(String event, String word) {
        JsonNode read = JSON.readTree(event.replaceAll("'(?=[{}\\]:, ]|$)|(?<=[{\\[:, ])'", "\""));
        assertThat(schema.allows(read)).isFalse();
        assertThat(refused(read))
                .hasValueSatisfying(reason -> assertThat(reason).contains(word));
    }

    /** Sixty thousand events of any type, each with any of the fields, each field with something good or bad in it. */
    @Test
    void whatTheSchemaAllowsIsTakenAndWhatItDoesNotIsRefused() {
        JsonNode fields =
                JSON.readTree(text("/recorded/events/fields-good-and-bad.json").replace("{{long}}", "x".repeat(256)));
        List<String> types = new ArrayList<>();
        read("/schemas/events.json")
                .at("/$defs/event/properties/type/enum")
                .forEach(type -> types.add(type.stringValue()));
        assertThat(types).hasSize(14);
        Random random = new Random(20260302);
        int taken = 0;
        for (int i = 0; i < 60_000; i++) {
            ObjectNode event = event(fields, types, random);
            boolean allowed = schema.allows(event);
            Optional<String> refused = refused(event);
            taken += allowed ? 1 : 0;
            assertThat(refused.isEmpty())
                    .as("%s: allowed %s, refused %s", event, allowed, refused)
                    .isEqualTo(allowed);
        }
        assertThat(taken).isBetween(2_000, 50_000);
    }

    private static ObjectNode event(JsonNode fields, List<String> types, Random random) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", types.get(random.nextInt(types.size())));
        fields.properties().forEach(field -> {
            ArrayNode pool = (ArrayNode) field.getValue();
            // mostly the first, which is good: otherwise hardly any event were
            int chosen = random.nextInt(4) > 0 ? random.nextInt(2) : random.nextInt(pool.size());
            if (random.nextInt(5) > 0) {
                event.set(field.getKey(), pool.get(Math.min(chosen, pool.size() - 1)));
            }
        });
        return event;
    }
}
