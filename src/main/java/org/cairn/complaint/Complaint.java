package org.cairn.complaint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.database.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * Why something could not be used or done, without words: they stand in the messages, under {@code complaint.} and the
 * code.
 *
 * @param code which sentence
 * @param about what it speaks of
 */
public record Complaint(String code, List<String> about) {

    private static final int LONGEST = 300;
    private static final Pattern CODE = Pattern.compile("[a-z]+(?:[.-][a-z]+)*");

    /** The code of what was noted in words of its own. */
    public static final String SAID = "said";

    public Complaint {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("no code of a complaint: " + code);
        }
        about = List.copyOf(about);
    }

    public static Complaint of(String code, Object... about) {
        return new Complaint(code, Arrays.stream(about).map(Complaint::clean).toList());
    }

    /** What something spoke of may come from anywhere. */
    private static String clean(Object about) {
        return Objects.requireNonNullElse(Text.clean(String.valueOf(about), LONGEST), "");
    }

    /** As it is kept; several of them stand on lines of their own. */
    public String text() {
        return about.isEmpty() ? code : code + "\t" + String.join("\t", about);
    }

    public static String text(List<Complaint> several) {
        return several.stream().map(Complaint::text).collect(Collectors.joining("\n"));
    }

    /** As it stands in a log. */
    public String line() {
        return text().replace('\t', ' ');
    }

    public static String line(List<Complaint> several) {
        return several.stream().map(Complaint::line).collect(Collectors.joining("; "));
    }

    /** Reads what was kept. */
    public static List<Complaint> read(String text) {
        return text.lines().map(Complaint::readLine).toList();
    }

    /** The code of what was kept, by which a script can tell it; null where nothing was, or where it stands in words. */
    public static @Nullable String codeOf(@Nullable String text) {
        return text == null
                ? null
                : read(text).stream().findFirst().flatMap(Complaint::told).orElse(null);
    }

    /** The code by which a script can tell it; empty where it stands in words. */
    public Optional<String> told() {
        return Optional.of(code).filter(one -> !one.equals(SAID));
    }

    /** In words. What was kept in a code that nobody knows any more stands as it is. */
    public String words(MessageSource messages, Locale locale) {
        String words = messages.getMessage("complaint." + code, about.toArray(), null, locale);
        return words == null ? line() : words;
    }

    /** What was kept, in words. */
    public static String words(String text, MessageSource messages, Locale locale) {
        return read(text).stream().map(one -> one.words(messages, locale)).collect(Collectors.joining(" "));
    }

    private static Complaint readLine(String line) {
        List<String> parts = List.of(line.split("\t", -1));
        return CODE.matcher(parts.getFirst()).matches()
                ? new Complaint(parts.getFirst(), parts.subList(1, parts.size()))
                : new Complaint(SAID, List.of(line));
    }
}
