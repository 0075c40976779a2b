package org.cairn.ingest.xapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.ingest.endpoint.Problem;

/** Statements and the files that belong to them, in one body (Communication 1.5.2, RFC 2046). */
record Multipart(byte[] statements, List<File> files) {

    private static final Pattern BOUNDARY = Pattern.compile(
            ".*;\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70})).*", Pattern.CASE_INSENSITIVE);
    private static final int MOST_PARTS = 1_000;
    private static final int MOST_HEADERS = 20;

    /** One file, under the hash by which a statement names it. */
    record File(String hash, String contentType, byte[] content) {}

    private record Piece(Map<String, String> headers, byte[] content) {}

    static Multipart parse(String contentType, byte[] body) throws Problem {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.matches()) {
            throw Exchange.bad("The Content-Type multipart/mixed names no boundary.");
        }
        String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        List<Piece> pieces = pieces(body, "--" + name);
        if (pieces.isEmpty() || !type(pieces.getFirst()).startsWith("application/json")) {
            throw Exchange.bad("The first part of the body must hold the statements, as application/json.");
        }
        List<File> files = new ArrayList<>();
        for (Piece piece : pieces.subList(1, pieces.size())) {
            files.add(file(piece));
        }
        return new Multipart(pieces.getFirst().content(), files);
    }

    private static File file(Piece piece) throws Problem {
        String hash = piece.headers().get("x-experience-api-hash");
        if (hash == null || hash.isBlank()) {
            throw Exchange.bad("A part of the body has no X-Experience-API-Hash.");
        }
        if (!"binary".equalsIgnoreCase(piece.headers().get("content-transfer-encoding"))) {
            throw Exchange.bad("A part of the body does not have the Content-Transfer-Encoding 'binary'.");
        }
        return new File(hash.toLowerCase(Locale.ROOT), type(piece), piece.content());
    }

    /** What is no plain text is no type: it is stored, and stands in a header field when the file is given back. */
    private static String type(Piece piece) {
        String type = piece.headers().getOrDefault("content-type", "application/octet-stream");
        return type.chars().allMatch(c -> c >= ' ' && c <= '~') ? type : "application/octet-stream";
    }

    private static List<Piece> pieces(byte[] body, String delimiter) throws Problem {
        byte[] mark = delimiter.getBytes(StandardCharsets.ISO_8859_1);
        List<Piece> pieces = new ArrayList<>();
        int at = find(body, mark, 0);
        while (at >= 0) {
            int begin = at + mark.length;
            if (begin + 1 < body.length && body[begin] == '-' && body[begin + 1] == '-') {
                return pieces;
            }
            int next = find(body, mark, begin);
            if (next < 0) {
                throw Exchange.bad("The body does not end with its boundary.");
            }
            if (pieces.size() == MOST_PARTS) {
                throw new Problem(413, "too-large", "A request may hold at most %d parts.".formatted(MOST_PARTS));
            }
            pieces.add(piece(body, lineEnd(body, begin), next));
            at = next;
        }
        return pieces;
    }

    /** Finds the mark where a line begins. */
    private static int find(byte[] body, byte[] mark, int from) {
        for (int i = from; i <= body.length - mark.length; i++) {
            if (body[i] == mark[0]
                    && (i == 0 || body[i - 1] == '\n')
                    && Arrays.equals(body, i, i + mark.length, mark, 0, mark.length)) {
                return i;
            }
        }
        return -1;
    }

    private static int lineEnd(byte[] body, int from) {
        int i = from;
        while (i < body.length && body[i] != '\n') {
            i++;
        }
        return Math.min(body.length, i + 1);
    }

    private static Piece piece(byte[] body, int begin, int next) throws Problem {
        Map<String, String> headers = new TreeMap<>();
        int at = begin;
        while (at < next) {
            int end = lineEnd(body, at);
            String line = new String(body, at, end - at, StandardCharsets.UTF_8).strip();
            at = end;
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (headers.size() == MOST_HEADERS) {
                throw Exchange.bad("A part of the body has more than %d header fields.".formatted(MOST_HEADERS));
            }
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        int end = next;
        end -= end > at && body[end - 1] == '\n' ? 1 : 0;
        end -= end > at && body[end - 1] == '\r' ? 1 : 0;
        return new Piece(headers, Arrays.copyOfRange(body, Math.min(at, end), end));
    }
}
