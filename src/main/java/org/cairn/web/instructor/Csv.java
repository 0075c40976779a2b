package org.cairn.web.instructor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A file that every spreadsheet opens as it is meant (RFC 4180), and in which nobody’s name is a formula. */
final class Csv {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String END_OF_LINE = "\r\n";

    /** What spreadsheets begin to calculate at, also in the wide letters of East Asia. */
    private static final String CALCULATES = "=+-@\t\r\n＝＋－＠";

    private final StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);

    void line(List<String> fields) {
        text.append(fields.stream().map(Csv::field).collect(Collectors.joining(",")))
                .append(END_OF_LINE);
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String field(String value) {
        String safe = isFormula(value) ? "'" + value : value;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** White space in front, seen or not, does not keep every spreadsheet from calculating. */
    private static boolean isFormula(String value) {
        String bare = value.replaceFirst("^[\\s\\p{Z}\\p{Cf}]+", "");
        return !value.isEmpty() && CALCULATES.indexOf(value.charAt(0)) >= 0
                || !bare.isEmpty() && CALCULATES.indexOf(bare.charAt(0)) >= 0;
    }
}
