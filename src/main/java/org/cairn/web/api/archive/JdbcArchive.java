package org.cairn.web.api.archive;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Rows as names and values that any database can take back, whichever it was that they came from. */
@Component
class JdbcArchive {

    private static final int SLICE = 500;
    private static final int MOST_DIGITS = 100;

    private final JdbcTemplate template;
    private final JdbcTemplate streaming;
    private final Map<ArchiveTable, Map<String, String>> columns = new ConcurrentHashMap<>();

    JdbcArchive(JdbcTemplate template) {
        this.template = template;
        this.streaming = new JdbcTemplate(Objects.requireNonNull(template.getDataSource()));
        this.streaming.setFetchSize(SLICE);
    }

    /** Hands over the rows of one table, never many at a time. */
    void read(InstitutionId institution, ArchiveTable table, Consumer<Map<String, @Nullable Object>> rows) {
        if (table == ArchiveTable.MESSAGE) {
            messages(institution, rows);
        } else if (table.isHeavy()) {
            oneByOne(institution, table, rows);
        } else {
            RowCallbackHandler each = row -> rows.accept(row(row));
            streaming.query(table.select(), each, institution.value());
        }
    }

    private void messages(InstitutionId institution, Consumer<Map<String, @Nullable Object>> rows) {
        List<String> feeds = template.query(
                "select id from feed where institution = ? order by id",
                (row, number) -> row.getString(1),
                institution.value());
        for (String feed : feeds) {
            String last = "";
            int read = SLICE;
            while (read == SLICE) {
                List<Map<String, @Nullable Object>> slice = template.query(
                        "select * from inbox_message where institution = ? and feed = ? and dedupe_key > ?"
                                + " order by institution, feed, dedupe_key limit ?",
                        (row, number) -> row(row),
                        institution.value(),
                        feed,
                        last,
                        SLICE);
                slice.forEach(rows);
                read = slice.size();
                last = slice.isEmpty() ? last : String.valueOf(slice.getLast().get("dedupe_key"));
            }
        }
    }

    /** A database may hold all that was asked for in its memory. */
    private void oneByOne(InstitutionId institution, ArchiveTable table, Consumer<Map<String, @Nullable Object>> rows) {
        List<Object[]> keys = template.query(
                table.select().replaceFirst("\\*", String.join(", ", table.order())),
                (row, number) -> {
                    Object[] key = new Object[table.order().size() + 1];
                    key[0] = institution.value();
                    for (int i = 1; i < key.length; i++) {
                        key[i] = row.getObject(i);
                    }
                    return key;
                },
                institution.value());
        String one = "select * from " + table.table() + " where institution = ? and "
                + String.join(" = ? and ", table.order()) + " = ?";
        RowCallbackHandler each = row -> rows.accept(row(row));
        keys.forEach(key -> template.query(one, each, key));
    }

    private static Map<String, @Nullable Object> row(ResultSet row) throws SQLException {
        ResultSetMetaData about = row.getMetaData();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            String name = about.getColumnName(i).toLowerCase(Locale.ROOT);
            if (!name.equals("institution")) {
                values.put(name, value(row, i, kind(about, i)));
            }
        }
        return values;
    }

    private static @Nullable Object value(ResultSet row, int column, String kind) throws SQLException {
        Object value = switch (kind) {
            case "time" -> row.getObject(column, OffsetDateTime.class);
            case "uuid" -> row.getObject(column, UUID.class);
            case "bytes" -> row.getBytes(column);
            default -> row.getObject(column);
        };
        return switch (value) {
            case null -> null;
            case OffsetDateTime time -> time.toInstant().toString();
            case BigDecimal number -> number.toPlainString();
            case Boolean yes -> yes;
            case Integer number -> number;
            case Long number -> number;
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            default -> value.toString();
        };
    }

    private static String kind(ResultSetMetaData about, int column) throws SQLException {
        String type = about.getColumnTypeName(column).toLowerCase(Locale.ROOT);
        if (type.startsWith("timestamp")) {
            return "time";
        }
        if (type.equals("bytea") || type.startsWith("binary")) {
            return "bytes";
        }
        return type.equals("numeric") || type.equals("decimal") ? "number" : type;
    }

    /** Puts rows back that are not there yet; answers which were not. */
    List<Map<String, @Nullable Object>> write(
            InstitutionId institution, ArchiveTable table, List<Map<String, @Nullable Object>> rows) {
        Map<String, String> known = columns.computeIfAbsent(table, this::columns);
        List<String> names = known.keySet().stream()
                .filter(name -> !name.equals("institution"))
                .filter(name -> rows.getFirst().containsKey(name))
                .toList();
        String sql = "insert into %s (institution, %s) values (?%s) on conflict do nothing"
                .formatted(table.table(), String.join(", ", names), ", ?".repeat(names.size()));
        List<@Nullable Object[]> batch = new ArrayList<>(rows.size());
        for (Map<String, @Nullable Object> row : rows) {
            @Nullable Object[] values = new @Nullable Object[names.size() + 1];
            values[0] = institution.value();
            for (int i = 0; i < names.size(); i++) {
                values[i + 1] = typed(row.get(names.get(i)), known.getOrDefault(names.get(i), ""));
            }
            batch.add(values);
        }
        int[] added = template.batchUpdate(sql, batch);
        return IntStream.range(0, added.length)
                .filter(row -> added[row] > 0)
                .mapToObj(rows::get)
                .toList();
    }

    private Map<String, String> columns(ArchiveTable table) {
        Map<String, String> found = template.query("select * from " + table.table() + " where 1 = 0", rows -> {
            Map<String, String> names = new LinkedHashMap<>();
            ResultSetMetaData about = rows.getMetaData();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                names.put(about.getColumnName(i).toLowerCase(Locale.ROOT), kind(about, i));
            }
            return names;
        });
        return found == null ? Map.of() : found;
    }

    private static @Nullable Object typed(@Nullable Object value, String kind) {
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case "time" ->
                Instant.parse(value.toString()).truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
            case "uuid" -> UUID.fromString(value.toString());
            case "bytes" -> Base64.getDecoder().decode(value.toString());
            case "number" -> number(value.toString());
            default -> value;
        };
    }

    /** No column holds more digits; written out, a number with a great exponent would fill the memory. */
    static BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text.substring(0, Math.min(text.length(), MOST_DIGITS + 1)));
        if (text.length() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException("A number has too many digits.");
        }
        return number;
    }

    /** The counts of what was settled begin anew, for everything is settled anew. */
    void countAnew(InstitutionId institution) {
        template.update(
                "insert into feed_settled (institution, feed, ignored) select institution, id, 0 from feed"
                        + " where institution = ? on conflict do nothing",
                institution.value());
    }

    /** Counts these messages as ignored: whatever is read again is counted when that is done. */
    void countIgnored(InstitutionId institution, Stream<Map<String, @Nullable Object>> messages) {
        messages.collect(Collectors.groupingBy(
                        message -> String.valueOf(message.get("feed")), TreeMap::new, Collectors.counting()))
                .forEach((feed, ignored) -> template.update(
                        "update feed_settled set ignored = ignored + ? where institution = ? and feed = ?",
                        ignored,
                        institution.value(),
                        feed));
    }

    /** Documents are counted anew, for they are put back without asking whether there is room. */
    void weighDocuments(InstitutionId institution) {
        template.update("delete from xapi_document_tally where institution = ?", institution.value());
        template.update(
                "insert into xapi_document_tally (institution, feed, documents, bytes) select institution, feed,"
                        + " count(*), sum(size) from xapi_document where institution = ? group by institution, feed",
                institution.value());
    }

    /** Has awards that were put back made provable here. */
    void prove(InstitutionId institution) {
        template.update(
                "insert into award_to_prove (institution, id, award) select a.institution, a.id, a.id from award a"
                        + " where a.institution = ? and not exists (select 1 from credential c"
                        + " where c.institution = a.institution and c.award = a.id) on conflict do nothing",
                institution.value());
    }

    /** Makes the institution known under its old id; answers the id that one of this name has. */
    InstitutionId institution(String name, UUID id) {
        template.update("insert into institution (id, name) values (?, ?) on conflict do nothing", id, name);
        List<UUID> found = template.query(
                "select id from institution where name = ?", (row, number) -> row.getObject(1, UUID.class), name);
        return new InstitutionId(found.isEmpty() ? id : found.getFirst());
    }

    /** Whether there is a row of that id, which another institution or another registration may have taken. */
    boolean has(InstitutionId institution, ArchiveTable table, String id) {
        Object key = table == ArchiveTable.FEED ? id : UUID.fromString(id);
        return !template.query(
                        "select 1 from " + table.table() + " where institution = ? and id = ?",
                        (row, number) -> row.getInt(1),
                        institution.value(),
                        key)
                .isEmpty();
    }
}
