package org.cairn.ingest;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** What complaints say in English: fails where one has no sentence. */
public final class TestComplaints {

    private static final ResourceBundle WORDS = ResourceBundle.getBundle("messages-pulls", Locale.ROOT);

    private TestComplaints() {}

    public static String english(String text) {
        return Complaint.read(text).stream()
                .map(one -> MessageFormat.format(
                        WORDS.getString("complaint." + one.code()), one.about().toArray()))
                .collect(Collectors.joining(" "));
    }
}
