package org.cairn.ingest.upload;

import org.cairn.people.LearnerErased;
import org.cairn.people.LearnersMerged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Leaves nothing of somebody who is to be forgotten among the uploads. What is confirmed goes into the inbox within
 * moments and is dropped there; previews may be about anybody.
 */
@Component
class ForgottenUploads {

    private final JdbcUploads uploads;

    ForgottenUploads(JdbcUploads uploads) {
        this.uploads = uploads;
    }

    @EventListener
    void on(LearnersMerged merged) {
        uploads.move(merged.from(), merged.into());
    }

    @EventListener
    void on(LearnerErased erased) {
        uploads.dropPreviews(erased.person().institution());
        erased.accounts().forEach(uploads::forget);
    }
}
