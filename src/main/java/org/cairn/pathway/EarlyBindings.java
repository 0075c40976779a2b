package org.cairn.pathway;

import org.cairn.evidence.LookAgain;
import org.cairn.lti.Course;
import org.cairn.lti.CourseLearned;
import org.cairn.platform.InstitutionId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Bindings that were made before their course's first launch and name it by its LTI context id: they begin to count
 * when that launch tells the course's own id, which its events use.
 */
@Component
class EarlyBindings {

    private final JdbcBindings bindings;
    private final JdbcCatalogueVersions versions;
    private final LookAgain lookAgain;

    EarlyBindings(JdbcBindings bindings, JdbcCatalogueVersions versions, LookAgain lookAgain) {
        this.bindings = bindings;
        this.versions = versions;
        this.lookAgain = lookAgain;
    }

    /** Within the launch's transaction, so that the course is never known without its bindings. */
    @EventListener
    void on(CourseLearned learned) {
        Course course = learned.course();
        if (!course.ownId().equals(course.contextId()) && bindings.areIn(course.platform(), course.contextId())) {
            InstitutionId institution = course.platform().institution();
            versions.lock(institution);
            versions.grow(institution);
            lookAgain.atEveryone(institution);
        }
    }
}
