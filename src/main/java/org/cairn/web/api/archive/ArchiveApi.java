package org.cairn.web.api.archive;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.platform.Institution;
import org.cairn.web.api.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Everything of an institution from which its awards follow, out and in again. */
@RestController
@RequestMapping("/api")
@Tag(name = "Archive")
class ArchiveApi {

    private static final String NDJSON = "application/x-ndjson";

    private final JdbcArchive rows;
    private final Replays replays;
    private final Tenancy tenancy;
    private final TransactionTemplate reading;
    private final JsonMapper json;
    private final Clock clock;

    ArchiveApi(
            JdbcArchive rows,
            Replays replays,
            Tenancy tenancy,
            PlatformTransactionManager transactions,
            JsonMapper json,
            Clock clock) {
        this.rows = rows;
        this.replays = replays;
        this.tenancy = tenancy;
        this.reading = new TransactionTemplate(transactions);
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/export")
    @Operation(
            summary = "Everything from which awards follow, as lines of JSON",
            description =
                    "People, courses, platforms, badges, bindings, feeds and their rules, every message as it came,"
                            + " what staff confirmed, and what was decided. No secrets, tokens or keys. POST /api/replay takes it back.")
    void export(@RequestParam(required = false) @Nullable String institution, HttpServletResponse response)
            throws IOException {
        Institution whose = tenancy.institution(institution);
        response.setContentType(NDJSON);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Disposition", "attachment; filename=\"cairn-export.ndjson\"");
        OutputStream out = new BufferedOutputStream(response.getOutputStream(), 64 * 1024);
        line(
                out,
                "cairn-export",
                Map.of(
                        "version",
                        2,
                        "id",
                        whose.id().value().toString(),
                        "name",
                        whose.name(),
                        "at",
                        clock.instant().toString()));
        Map<String, @Nullable Object> counts = new LinkedHashMap<>();
        for (ArchiveTable table : ArchiveTable.values()) {
            long[] count = {0};
            // PostgreSQL hands rows over bit by bit only within a transaction
            reading.executeWithoutResult(status -> rows.read(whose.id(), table, row -> {
                line(out, table.table(), row);
                count[0]++;
            }));
            counts.put(table.table(), count[0]);
        }
        line(out, "end", counts);
        out.flush();
    }

    private void line(OutputStream out, String name, Map<String, ? extends @Nullable Object> row) {
        try {
            out.write(json.writeValueAsBytes(Map.of(name, row)));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @PostMapping(path = "/replay", consumes = NDJSON)
    @Operation(
            summary = "Put an export back into an empty database, and read every message again",
            description = "Rows that are there already stay as they are: a replay that was interrupted is begun again.")
    ReplayView replay(HttpServletRequest request) throws IOException {
        return new ReplayView(replays.replay(new BufferedInputStream(request.getInputStream(), 64 * 1024)));
    }

    record ReplayView(Map<String, Long> added) {}
}
