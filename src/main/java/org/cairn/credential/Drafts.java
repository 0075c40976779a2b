package org.cairn.credential;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.cairn.award.Awards;
import org.cairn.credential.key.Issuer;
import org.cairn.credential.key.Issuers;
import org.cairn.credential.status.StatusLists;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.net.PublicUrl;
import org.cairn.pathway.Pathways;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.InstitutionId;
import org.springframework.stereotype.Component;

/** Gathers from the other rooms what credentials say. */
@Component
class Drafts {

    private final Issuers issuers;
    private final StatusLists lists;
    private final Pathways pathways;
    private final Awards awards;
    private final Learners learners;
    private final PublicUrl publicUrl;
    private final EvidenceLog evidence;

    Drafts(
            Issuers issuers,
            StatusLists lists,
            Pathways pathways,
            Awards awards,
            Learners learners,
            PublicUrl publicUrl,
            EvidenceLog evidence) {
        this.issuers = issuers;
        this.lists = lists;
        this.pathways = pathways;
        this.awards = awards;
        this.learners = learners;
        this.publicUrl = publicUrl;
        this.evidence = evidence;
    }

    /** A desk for the awards of these learners: what many of them share is fetched once. */
    Desk desk(InstitutionId institution, Collection<LearnerId> of) {
        Issuer issuer = issuers.find(institution)
                .orElseThrow(() -> new IllegalStateException("there is no institution " + institution.value()));
        Map<LearnerId, Learner> people = learners.find(institution, of);
        Map<LearnerId, List<Evidence>> waivers = evidence.waivers(institution, of);
        return new Desk(institution, issuer, people, waivers, pathways, awards, lists, publicUrl);
    }
}
