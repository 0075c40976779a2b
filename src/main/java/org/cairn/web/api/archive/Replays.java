package org.cairn.web.api.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.LookAgain;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Quarantine;
import org.cairn.platform.InstitutionId;
import org.cairn.web.api.ApiProblem;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts an export back, line by line and some hundred lines at a time, and has its messages read again. Whatever is there
 * already stays as it is, so that a replay which was interrupted is simply begun again. Nobody is looked at before all
 * messages were read: half of what somebody did could win or lose a badge for a moment, and some badges are kept.
 */
@Component
class Replays {

    private static final int SLICE = 500;
    private static final long SLICE_CHARACTERS = 8L * 1024 * 1024;

    /** A message of a megabyte, escaped. */
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    /** Whoever sends no more than this has gone away: people are looked at again. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Should this node die meanwhile, the others wait no longer than this. */
    private static final Duration LONGEST_READING = Duration.ofHours(1);

    private static final Set<String> READ = Set.of("DONE", "IGNORED");

    /** By these rules a message is read that was read when its feed had none. */
    private static final String BEFORE_ANY_RULE = Instant.EPOCH.toString();

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final TypeReference<Map<String, Map<String, @Nullable Object>>> LINE = new TypeReference<>() {};

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    private final JdbcArchive rows;
    private final LookAgain lookAgain;
    private final Ingestion ingestion;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final Clock clock;

    Replays(
            JdbcArchive rows,
            LookAgain lookAgain,
            Ingestion ingestion,
            PlatformTransactionManager transactions,
            JsonMapper json,
            Clock clock) {
        this.rows = rows;
        this.lookAgain = lookAgain;
        this.ingestion = ingestion;
        this.transactions = new TransactionTemplate(transactions);
        this.json = json;
        this.clock = clock;
    }

    /** Reads to the end; answers how many rows of each table were added. */
    Map<String, Long> replay(InputStream lines) throws IOException {
        return new Run(lines).read();
    }

    /** Somebody has looked at it, and put it aside. */
    private static boolean isDismissed(Map<String, @Nullable Object> message) {
        return String.valueOf(message.get("reason")).startsWith(Quarantine.DISMISSED);
    }

    /** A message that fails again and again is put aside within a minute, and everything else is read before. */
    private void releaseWhenRead(InstitutionId whose) {
        try {
            Instant last = clock.instant().plus(LONGEST_READING);
            while (ingestion.tally(whose).waiting() > 0 && clock.instant().isBefore(last)) {
                Thread.sleep(BETWEEN_LOOKS);
            }
            transactions.executeWithoutResult(status -> lookAgain.release(whose));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn(
                    "After a replay nobody is looked at until an hour is over ({})",
                    e.getClass().getSimpleName());
        }
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
                throw problem(Complaint.of("api.export-short"));
            }
            transactions.executeWithoutResult(status -> {
                rows.weighDocuments(whose);
                rows.prove(whose);
                lookAgain.atEveryone(whose);
                lookAgain.hold(whose, clock.instant().plus(LONGEST_READING));
            });
            Thread.ofVirtual().name("cairn-replay").start(() -> releaseWhenRead(whose));
            return added;
        }

        private void take(String line) {
            Map<String, Map<String, @Nullable Object>> read = parse(line);
            if (read.size() != 1) {
                throw problem(Complaint.of("api.export-line"));
            }
            String name = read.keySet().iterator().next();
            Map<String, @Nullable Object> row = read.get(name);
            if (row == null) {
                throw problem(Complaint.of("api.export-line"));
            }
            if (institution == null) {
                begin(name, row);
            } else if (name.equals("end")) {
                ended = true;
            } else {
                add(ArchiveTable.named(name).orElseThrow(() -> problem(Complaint.of("api.export-name", name))), row);
                characters += line.length();
            }
        }

        private void begin(String name, Map<String, @Nullable Object> row) {
            Object called = row.get("name");
            if (!name.equals("cairn-export") || !(called instanceof String) || row.get("id") == null) {
                throw problem(Complaint.of("api.export-begin"));
            }
            UUID id = Tenancy.uuid(String.valueOf(row.get("id")))
                    .orElseThrow(() -> problem(Complaint.of("api.export-id")));
            try {
                institution = transactions.execute(status -> {
                    InstitutionId whose = rows.institution((String) called, id);
                    lookAgain.hold(whose, clock.instant().plus(LONGEST_PAUSE));
                    return whose;
                });
            } catch (DataIntegrityViolationException e) {
                throw problem(Complaint.of("api.export-institution"));
            }
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
            boolean wasRead = READ.contains(String.valueOf(row.get("state")));
            Map<String, @Nullable Object> message = new LinkedHashMap<>(row);
            message.put("reason", KeptReason.coded(row.get("reason")));
            boolean dismissed = isDismissed(message) || Ingestion.ERASED.equals(message.get("reason"));
            if (wasRead && row.containsKey("rules_at") && row.get("rules_at") == null) {
                message.put("rules_at", BEFORE_ANY_RULE);
            }
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
                Integer more = transactions.execute(status -> {
                    lookAgain.hold(whose, clock.instant().plus(LONGEST_PAUSE));
                    List<Map<String, @Nullable Object>> put = rows.write(whose, where, slice);
                    if (where == ArchiveTable.MESSAGE) {
                        rows.countIgnored(whose, put.stream().filter(Replays::isDismissed));
                    }
                    return put.size();
                });
                added.merge(where.table(), more == null ? 0L : more, Long::sum);
            } catch (DataIntegrityViolationException | IllegalArgumentException | java.time.DateTimeException e) {
                throw problem(Complaint.of("api.export-rows", where.table()));
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
                        throw ApiProblem.conflict(Complaint.of("api.export-other", where.table()));
                    }
                }
            }
        }

        private Map<String, Map<String, @Nullable Object>> parse(String line) {
            try {
                return json.readValue(line, LINE);
            } catch (JacksonException e) {
                throw problem(Complaint.of("api.export-line"));
            }
        }

        private ApiProblem problem(Complaint what) {
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
                    throw problem(Complaint.of("api.export-long"));
                }
                next = in.read();
            }
            return line.toString(StandardCharsets.UTF_8);
        }
    }
}
