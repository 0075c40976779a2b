package org.cairn.ingest.upload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a row may say in its column ‘type’, and what it speaks of then. */
enum RowType {
    SCORED(About.ACTIVITY),
    SCORE_WITHDRAWN(About.ACTIVITY),
    EXCUSED(About.ACTIVITY),
    COMPLETED(About.ACTIVITY),
    UNCOMPLETED(About.ACTIVITY),
    ATTESTED(About.MILESTONE),
    MILESTONE(About.MILESTONE),
    ATTESTATION_WITHDRAWN(About.MILESTONE),
    WAIVED(About.MILESTONE),
    WAIVER_WITHDRAWN(About.MILESTONE),
    PERSON(About.ELSE),
    ENROLLED(About.ELSE),
    UNENROLLED(About.ELSE),
    ACTIVITY(About.ELSE);

    private enum About {
        ACTIVITY,
        MILESTONE,
        ELSE
    }

    private final About about;

    RowType(About about) {
        this.about = about;
    }

    /** As events are called. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** However it is written: {@code Score withdrawn}, {@code SCORE_WITHDRAWN}. */
    static Optional<RowType> called(String cell) {
        String code = cell.toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
        return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(RowType::code).toList();
    }

    boolean isOfAnActivity() {
        return about == About.ACTIVITY;
    }

    boolean isOfAMilestone() {
        return about == About.MILESTONE;
    }

    /** Whether those may say it who speak for one course. */
    boolean isOfACourse() {
        return isOfAnActivity() || isOfAMilestone();
    }
}
