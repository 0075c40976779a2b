package org.cairn.ingest.upload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Uploads.NotReadable;

/**
 * Reads comma-separated values (RFC 4180), also with semicolons or tabs, as spreadsheets write them.
 */
final class Csv {

    private static final int MOST_COLUMNS = 200;
    private static final char[] DELIMITERS = {',', ';', '\t'};

    private final String text;
    private final char delimiter;
    private int at;
    private int row = 1;

    private Csv(String text, char delimiter, int from) {
        this.text = text;
        this.delimiter = delimiter;
        this.at = from;
    }

    /** One row; {@code number} counts rows as a spreadsheet does. */
    record Line(int number, List<String> cells) {
        boolean isBlank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    /** All rows that hold anything, the headings first. */
    static List<Line> read(byte[] file, int mostRows) throws NotReadable {
        String text = text(file);
        int from = 0;
        char delimiter = delimiter(text);
        if (text.regionMatches(true, 0, "sep=", 0, 4) && text.length() > 4) {
            delimiter = text.charAt(4);
            int end = text.indexOf('\n');
            from = end < 0 ? text.length() : end + 1;
        }
        List<Line> lines = new Csv(text, delimiter, from).lines(mostRows + 1);
        if (lines.isEmpty()) {
            throw new NotReadable(Complaint.of("file.empty"));
        }
        return lines;
    }

    private static String text(byte[] file) throws NotReadable {
        if (file.length >= 2 && file[0] == 'P' && file[1] == 'K') {
            throw new NotReadable(Complaint.of("file.workbook"));
        }
        Charset encoding = encoding(file);
        try {
            String text = encoding.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new NotReadable(Complaint.of("file.other-encoding"));
        }
    }

    /** UTF-8, or what the mark at the beginning says: spreadsheets save “Unicode text” as UTF-16 with a mark. */
    private static Charset encoding(byte[] file) throws NotReadable {
        if (file.length >= 2 && file[0] == (byte) 0xff && file[1] == (byte) 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        if (file.length >= 2 && file[0] == (byte) 0xfe && file[1] == (byte) 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        for (int i = 0; i < Math.min(file.length, 1000); i++) {
            if (file[i] == 0) {
                throw new NotReadable(Complaint.of("file.no-text"));
            }
        }
        return StandardCharsets.UTF_8;
    }

    /** What stands most often in the first line that holds anything, outside of quotes. */
    private static char delimiter(String text) {
        int[] counts = new int[DELIMITERS.length];
        boolean quoted = false;
        int from = 0;
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        for (int i = from; i < text.length() && (quoted || !isLineEnd(text.charAt(i))); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            for (int d = 0; d < DELIMITERS.length && !quoted; d++) {
                counts[d] += c == DELIMITERS[d] ? 1 : 0;
            }
        }
        int most = 0;
        for (int d = 1; d < DELIMITERS.length; d++) {
            most = counts[d] > counts[most] ? d : most;
        }
        return DELIMITERS[most];
    }

    private List<Line> lines(int most) throws NotReadable {
        List<Line> lines = new ArrayList<>();
        while (at < text.length()) {
            Line line = line();
            if (!line.isBlank()) {
                if (lines.size() >= most) {
                    throw new NotReadable(Complaint.of("file.many-rows", most - 1));
                }
                lines.add(line);
            }
            row++;
        }
        return lines;
    }

    private Line line() throws NotReadable {
        List<String> cells = new ArrayList<>();
        boolean more = true;
        while (more) {
            cells.add(cell(opensQuote() ? quoted() : plain()));
            if (cells.size() > MOST_COLUMNS) {
                throw new NotReadable(Complaint.of("file.many-columns", row, MOST_COLUMNS));
            }
            more = at < text.length() && text.charAt(at) == delimiter;
            at += more ? 1 : 0;
        }
        endOfLine();
        return new Line(row, cells);
    }

    /** Spreadsheets write {@code ="007"} lest the zeros go. */
    private static String cell(String raw) {
        String bare = Cells.bare(raw);
        boolean formula = bare.length() >= 3 && bare.startsWith("=\"") && bare.endsWith("\"");
        return formula ? bare.substring(2, bare.length() - 1) : bare;
    }

    /** People who write such files by hand put a space behind the comma. */
    private boolean opensQuote() {
        int next = at;
        while (next < text.length() && text.charAt(next) == ' ' && delimiter != ' ') {
            next++;
        }
        boolean opens = next < text.length() && text.charAt(next) == '"';
        at = opens ? next : at;
        return opens;
    }

    private String plain() {
        int from = at;
        while (at < text.length() && text.charAt(at) != delimiter && !isLineEnd(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() throws NotReadable {
        StringBuilder cell = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new NotReadable(Complaint.of("file.open-quote", row));
            }
            char c = text.charAt(at++);
            if (c != '"') {
                cell.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else {
                break;
            }
        }
        while (at < text.length() && text.charAt(at) == ' ' && delimiter != ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) != delimiter && !isLineEnd(text.charAt(at))) {
            throw new NotReadable(Complaint.of("file.behind-quote", row));
        }
        return cell.toString();
    }

    private void endOfLine() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
            at += at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
        } else if (at < text.length()) {
            at++;
        }
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
