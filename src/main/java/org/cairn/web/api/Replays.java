package org.cairn.web.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairn.evidence.LookAgain;
import org.cairn.lti.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts an export back, line by line and some hundred lines at a time, and has its messages read again. Whatever is there
 * already stays as it is, so that a replay which was interrupted is simply begun again.
 */
@Component
class Replays {

    private static final int SLICE = 500;
    private static final long SLICE_CHARACTERS = 8L * 1024 * 1024;

    /** A message of a megabyte, escaped. */
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private static final TypeReference<Map<String, Map<String, @Nullable Object>>> LINE = new TypeReference<>() {};

    private final JdbcArchive rows;
    private final LookAgain lookAgain;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Clock clock;

    Replays(
            JdbcArchive rows,
            LookAgain lookAgain,
            PlatformTransactionManager transactions,
            JsonMapper json,
            Clock clock) {
        this.rows = rows;
        this.lookAgain = lookAgain;
        this.transactions = new TransactionTemplate(transactions);
        this.json = json;
        this.clock = clock;
    }

    /** Reads to the end; answers how many rows of each table were added. */
    Map<String, Long> replay(InputStream lines) throws IOException {
        return new Run(lines).read();
    }

    /** One replay. */
    private final class Run {
        private final InputStream in;
        private final Map<String, Long> added = new LinkedHashMap<>();
        private final List<Map<String, @Nullable Object>> slice = new ArrayList<>();
        private @Nullable ArchiveTable table;
        private @Nullable InstitutionId institution;
        private long characters;
        private long number;
        private boolean ended;

        private Run(InputStream in) {
            this.in = in;
        }

        private Map<String, Long> read() throws IOException {
            String line = line();
            while (line != null) {
                if (!line.isBlank()) {
                    take(line);
                }
                line = line();
            }
            flush();
            InstitutionId whose = institution;
            if (whose == null || !ended) {
                throw problem("The export ends too early: begin again with the whole of it.");
            }
            transactions.executeWithoutResult(status -> lookAgain.atEveryone(whose));
            return added;
        }

        private void take(String line) {
            Map<String, Map<String, @Nullable Object>> read = parse(line);
            if (read.size() != 1) {
                throw problem("This line is none of an export.");
            }
            String name = read.keySet().iterator().next();
            Map<String, @Nullable Object> row = read.get(name);
            if (row == null) {
                throw problem("This line is none of an export.");
            }
            if (institution == null) {
                begin(name, row);
            } else if (name.equals("end")) {
                ended = true;
            } else {
                add(ArchiveTable.named(name).orElseThrow(() -> problem("'%s' is unknown here.".formatted(name))), row);
                characters += line.length();
            }
        }

        private void begin(String name, Map<String, @Nullable Object> row) {
            Object called = row.get("name");
            if (!name.equals("cairn-export") || !(called instanceof String) || row.get("id") == null) {
                throw problem("An export begins with a line 'cairn-export'.");
            }
            UUID id = Tenancy.uuid(String.valueOf(row.get("id"))).orElseThrow(() -> problem("'id' is no id."));
            institution = transactions.execute(status -> rows.institution((String) called, id));
        }

        private void add(ArchiveTable next, Map<String, @Nullable Object> row) {
            if (next != table || slice.size() >= SLICE || characters >= SLICE_CHARACTERS) {
                flush();
            }
            table = next;
            slice.add(next == ArchiveTable.MESSAGE ? waiting(row) : row);
        }

        /** What was quarantined or put aside stays so; everything else is read again, in the order of the export. */
        private Map<String, @Nullable Object> waiting(Map<String, @Nullable Object> row) {
            boolean dismissed = String.valueOf(row.get("reason")).startsWith("Dismissed by ");
            Map<String, @Nullable Object> message = new LinkedHashMap<>(row);
            message.put("again", false);
            message.put("tries", 0);
            if (!"QUARANTINED".equals(row.get("state")) && !dismissed) {
                message.put("state", "WAITING");
                message.put("reason", null);
                Instant due = clock.instant().plus(slice.size(), ChronoUnit.MICROS);
                message.put("due_at", due.truncatedTo(ChronoUnit.MICROS).toString());
            }
            return message;
        }

        private void flush() {
            InstitutionId whose = institution;
            ArchiveTable where = table;
            if (slice.isEmpty() || whose == null || where == null) {
                return;
            }
            try {
                Integer more = transactions.execute(status -> rows.write(whose, where, slice));
                added.merge(where.table(), more == null ? 0L : more, Long::sum);
            } catch (DataIntegrityViolationException | IllegalArgumentException | java.time.DateTimeException e) {
                throw problem("Some rows of '%s' cannot be put back: they belong to something that is not there, or are"
                                .formatted(where.table())
                        + " not what they should be.");
            }
            checkThatTheyAreOurs(whose, where);
            if (where == ArchiveTable.FEED) {
                transactions.executeWithoutResult(status -> rows.countAnew(whose));
            }
            slice.clear();
            characters = 0;
        }

        private void checkThatTheyAreOurs(InstitutionId whose, ArchiveTable where) {
            if (where == ArchiveTable.PLATFORM || where == ArchiveTable.FEED) {
                for (Map<String, @Nullable Object> row : slice) {
                    if (!rows.has(whose, where, String.valueOf(row.get("id")))) {
                        throw ApiProblem.conflict(
                                "A %s of the export is here already, as another one: replay into an empty database."
                                        .formatted(where.table()));
                    }
                }
            }
        }

        private Map<String, Map<String, @Nullable Object>> parse(String line) {
            try {
                return json.readValue(line, LINE);
            } catch (JacksonException e) {
                throw problem("This line is none of an export.");
            }
        }

        private ApiProblem problem(String what) {
            return ApiProblem.badRequest(what).with("line", number);
        }

        private @Nullable String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
            int next = in.read();
            number++;
            if (next < 0) {
                return null;
            }
            while (next >= 0 && next != '\n') {
                line.write(next);
                if (line.size() > LONGEST_LINE) {
                    throw problem("This line is too long.");
                }
                next = in.read();
            }
            return line.toString(StandardCharsets.UTF_8);
        }
    }
}
