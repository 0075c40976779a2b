package org.cairn.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Removes evidence by its keys. */
@Component
class JdbcRetraction implements Retraction {

    private final JdbcTemplate template;
    private final LookAgain lookAgain;

    JdbcRetraction(JdbcTemplate template, LookAgain lookAgain) {
        this.template = template;
        this.lookAgain = lookAgain;
    }

    @Override
    public void retract(InstitutionId institution, String message, Collection<LearnerId> whose) {
        List<LearnerId> changed = new ArrayList<>();
        whose.stream().sorted(Comparator.comparing(LearnerId::value)).forEach(learner -> {
            // what a message says is numbered from 0 without gaps
            int number = 0;
            while (remove(institution, learner, message + ":" + number)) {
                number++;
            }
            if (number > 0) {
                changed.add(learner);
            }
        });
        lookAgain.at(changed);
    }

    private boolean remove(InstitutionId institution, LearnerId learner, String key) {
        return template.update(
                        "delete from evidence where institution = ? and learner = ? and evidence_key = ?",
                        institution.value(),
                        learner.value(),
                        key)
                > 0;
    }
}
