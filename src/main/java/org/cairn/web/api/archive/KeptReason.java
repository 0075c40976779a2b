package org.cairn.web.api.archive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Quarantine;
import org.jspecify.annotations.Nullable;

/** Why a message says nothing, as exports hold it: older ones hold whole sentences in place of codes. */
final class KeptReason {

    private static final String ERASED = "About somebody who was erased.";
    private static final String BY_ERASED = "Dismissed by somebody who was erased.";
    private static final Pattern DISMISSED = Pattern.compile("Dismissed by (.+?\\)): (.*)", Pattern.DOTALL);
    private static final int LONGEST = 500;

    private KeptReason() {}

    /** With the sentences that are looked for brought into their codes; every other stays readable as it is. */
    static @Nullable String coded(@Nullable Object reason) {
        String text = reason == null ? "" : reason.toString();
        Matcher dismissed = DISMISSED.matcher(text);
        if (text.equals(ERASED)) {
            return Ingestion.ERASED;
        }
        if (text.equals(BY_ERASED)) {
            return Quarantine.DISMISSED + ".by-erased";
        }
        if (dismissed.matches()) {
            String coded = Complaint.of(Quarantine.DISMISSED, dismissed.group(1), dismissed.group(2))
                    .text();
            return coded.substring(0, Math.min(LONGEST, coded.length()));
        }
        return reason == null ? null : text;
    }
}
