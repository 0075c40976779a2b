package org.cairn.lti.grades;

import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.cairn.platform.Family;
import org.jspecify.annotations.Nullable;

/**
 * What launches told about the gradebook of one course.
 *
 * @param heardAt when a launch said so, to the day
 */
record CourseGrades(@Nullable URI lineItems, Set<String> scopes, Instant heardAt) {

    static final String LINE_ITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
    static final String LINE_ITEM_READ = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly";
    static final String SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
    static final String RESULT = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly";

    boolean mayScore() {
        return scopes.contains(SCORE);
    }

    boolean mayReadResults() {
        return scopes.contains(RESULT);
    }

    /**
     * Canvas itself keeps what a teacher gave; on other platforms nobody could tell without the results whether a
     * teacher's grade would be written over.
     */
    boolean mayWrite(Family family) {
        return mayScore() && (family == Family.CANVAS || mayReadResults());
    }

    boolean mayMakeColumns() {
        return lineItems != null && scopes.contains(LINE_ITEM);
    }

    /** The scope with which columns are looked at; null when none was granted. */
    @Nullable
    String looking() {
        return scopes.contains(LINE_ITEM) ? LINE_ITEM : scopes.contains(LINE_ITEM_READ) ? LINE_ITEM_READ : null;
    }
}
