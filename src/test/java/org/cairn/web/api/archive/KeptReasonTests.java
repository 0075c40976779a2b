package org.cairn.web.api.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.complaint.Complaint;
import org.cairn.ingest.Ingestion;
import org.cairn.ingest.Quarantine;
import org.junit.jupiter.api.Test;

/** Reasons in exports that were made before these were kept as codes. */
class KeptReasonTests {

    @Test
    void sentencesThatAreLookedForBecomeCodes() {
        assertThat(KeptReason.coded("About somebody who was erased.")).isEqualTo(Ingestion.ERASED);
        assertThat(KeptReason.coded("Dismissed by somebody who was erased."))
                .isEqualTo("message.dismissed.by-erased")
                .startsWith(Quarantine.DISMISSED);
        assertThat(KeptReason.coded("Dismissed by Abe (or Abel) Admin (0190-1): a test: of (something): odd"))
                .isEqualTo(Complaint.of(
                                Quarantine.DISMISSED, "Abe (or Abel) Admin (0190-1)", "a test: of (something): odd")
                        .text());
        assertThat(KeptReason.coded("Dismissed by Abe (0190-1): " + "w".repeat(480)))
                .hasSizeLessThanOrEqualTo(500);
    }

    @Test
    void everythingElseStaysAsItIs() {
        assertThat(KeptReason.coded(null)).isNull();
        assertThat(KeptReason.coded("The score is not a number.")).isEqualTo("The score is not a number.");
        assertThat(KeptReason.coded(Ingestion.ERASED)).isEqualTo(Ingestion.ERASED);
        String dismissed =
                Complaint.of(Quarantine.DISMISSED, "Abe (0190-1)", "a test").text();
        assertThat(KeptReason.coded(dismissed)).isEqualTo(dismissed);
    }
}
