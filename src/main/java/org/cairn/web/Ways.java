package org.cairn.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.people.LearnerId;
import org.springframework.stereotype.Component;

/** Finds the ways of single people: one look at the catalogue, one at the evidence, one at the awards. */
@Component
public class Ways {

    private final Pathways pathways;
    private final EvidenceLog log;
    private final Awards awards;
    private final Clock clock;

    public Ways(Pathways pathways, EvidenceLog log, Awards awards, Clock clock) {
        this.pathways = pathways;
        this.log = log;
        this.awards = awards;
        this.clock = clock;
    }

    public Way of(LearnerId learner) {
        Catalogue catalogue = pathways.catalogue(learner.institution());
        List<Evidence> evidence = log.of(learner);
        List<Award> given = awards.of(learner);
        return Way.of(catalogue, pathways.standings(catalogue, evidence, now()), given, evidence);
    }

    /** Now, as every page of one request should read it. */
    public Instant now() {
        return clock.instant();
    }
}
