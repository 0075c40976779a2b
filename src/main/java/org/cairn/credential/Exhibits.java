package org.cairn.credential;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.credential.Credentials.UnknownCredential;
import org.cairn.credential.key.Issuer;
import org.cairn.credential.key.Issuers;
import org.cairn.credential.ob3.Criteria;
import org.cairn.credential.ob3.EvidenceLine;
import org.cairn.credential.ob3.OpenBadge;
import org.cairn.lti.InstitutionId;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.springframework.stereotype.Component;

/** Puts together what the public pages show. */
@Component
class Exhibits implements Showcase {

    private final Credentials credentials;
    private final JdbcCredentials rows;
    private final Issuance issuance;
    private final Issuers issuers;
    private final Awards awards;
    private final Pathways pathways;

    Exhibits(
            Credentials credentials,
            JdbcCredentials rows,
            Issuance issuance,
            Issuers issuers,
            Awards awards,
            Pathways pathways) {
        this.credentials = credentials;
        this.rows = rows;
        this.issuance = issuance;
        this.issuers = issuers;
        this.awards = awards;
        this.pathways = pathways;
    }

    @Override
    public Optional<PublicCredential> credential(String id) {
        return credentials.find(id).filter(Credential::shared).map(this::preview);
    }

    @Override
    public PublicCredential preview(Credential asked) {
        InstitutionId institution = asked.learner().institution();
        Stored stored = issuance.current(asked.id()).orElseThrow(UnknownCredential::new);
        Award award = awards.find(institution, stored.award()).orElseThrow(UnknownCredential::new);
        OpenBadge draft = issuance.desk(institution, Set.of(award.learner())).draft(stored, award, stored.issuedAt());
        Badge badge = draft.badge();
        return new PublicCredential(
                stored.credential(),
                badge.title(),
                badge.description(),
                draft.criteria(),
                draft.issuer().name(),
                issuerPath(institution),
                Desk.badgePath(institution, badge.key()),
                award.earnedAt(),
                stored.issuedAt(),
                draft.evidence().stream().map(line -> line(institution, line)).toList(),
                badge.skills(),
                badge.credits(),
                badge.isStack(),
                stored.revoked(),
                credentials.verify(stored.credential()));
    }

    @Override
    public Optional<PublicBadge> badge(InstitutionId institution, String key) {
        Optional<Issuer> issuer = issuers.find(institution);
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        Catalogue catalogue = pathways.catalogue(institution);
        return catalogue.badge(key).map(badge -> badge(institution, issuer.get(), catalogue, badge));
    }

    @Override
    public Optional<PublicIssuer> issuer(InstitutionId institution) {
        return issuers.find(institution)
                .map(issuer -> new PublicIssuer(
                        issuer.name(),
                        issuer.did(),
                        issuerPath(institution) + "/did.json",
                        pathways.catalogue(institution).badges().values().stream()
                                .map(badge -> link(institution, badge))
                                .sorted(Comparator.comparing(PublicBadge.Link::title))
                                .toList()));
    }

    private static PublicBadge badge(InstitutionId institution, Issuer issuer, Catalogue catalogue, Badge badge) {
        List<PublicBadge.Link> components = badge.components().stream()
                .flatMap(key -> catalogue.badge(key).stream())
                .map(component -> link(institution, component))
                .toList();
        return new PublicBadge(
                badge.key(),
                badge.version(),
                badge.title(),
                badge.description(),
                Criteria.sentences(badge.rule(), badge.milestones(), key -> Desk.title(catalogue, key)),
                issuer.name(),
                issuerPath(institution),
                badge.skills(),
                badge.credits(),
                components);
    }

    private static PublicBadge.Link link(InstitutionId institution, Badge badge) {
        return new PublicBadge.Link(badge.title(), Desk.badgePath(institution, badge.key()));
    }

    private static PublicCredential.Line line(InstitutionId institution, EvidenceLine line) {
        String path = line.badgeKey() == null ? null : Desk.badgePath(institution, line.badgeKey());
        return new PublicCredential.Line(line.name(), line.narrative(), path);
    }

    private static String issuerPath(InstitutionId institution) {
        return "/issuers/" + institution.value();
    }
}
