package org.cairn.credential;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.credential.key.Issuer;
import org.cairn.credential.ob3.Criteria;
import org.cairn.credential.ob3.EvidenceLine;
import org.cairn.credential.ob3.OpenBadge;
import org.cairn.credential.ob3.Recipient;
import org.cairn.credential.status.StatusLists;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.net.PublicUrl;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;

/** Words the credentials of one institution; for one batch on one thread. */
final class Desk {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final InstitutionId institution;
    private final Issuer issuer;
    private final Map<LearnerId, Learner> people;
    private final Map<LearnerId, List<Evidence>> waivers;
    private final Pathways pathways;
    private final Awards awards;
    private final StatusLists lists;
    private final PublicUrl publicUrl;
    private final Catalogue catalogue;
    private final Map<Version, Worded> worded = new HashMap<>();

    Desk(
            InstitutionId institution,
            Issuer issuer,
            Map<LearnerId, Learner> people,
            Map<LearnerId, List<Evidence>> waivers,
            Pathways pathways,
            Awards awards,
            StatusLists lists,
            PublicUrl publicUrl) {
        this.institution = institution;
        this.issuer = issuer;
        this.people = people;
        this.waivers = waivers;
        this.pathways = pathways;
        this.awards = awards;
        this.lists = lists;
        this.publicUrl = publicUrl;
        this.catalogue = pathways.catalogue(institution);
    }

    private record Version(String badge, int number) {}

    private record Worded(Badge badge, List<String> criteria) {}

    /** What the credential of that award says, issued at that instant. */
    OpenBadge draft(Stored credential, Award award, Instant issuedAt) {
        Worded version = worded.computeIfAbsent(new Version(award.badge(), award.version()), this::word);
        Optional<Learner> learner = Optional.ofNullable(people.get(award.learner()));
        return new OpenBadge(
                publicUrl.of(credential.credential().path()),
                issuer,
                version.badge(),
                badgeUrl(version.badge().key()),
                version.criteria(),
                evidence(award, version.badge()),
                new Recipient(
                        award.learner().value(), learner.map(Learner::email).orElse(null), credential.salt()),
                award.earnedAt(),
                issuedAt,
                lists.pointer(credential.entry()));
    }

    private Worded word(Version version) {
        Badge badge = pathways.version(institution, version.badge(), version.number())
                .orElseThrow(() -> new IllegalStateException(
                        "there is no version %d of badge %s".formatted(version.number(), version.badge())));
        return new Worded(badge, Criteria.sentences(badge.rule(), badge.milestones(), this::title));
    }

    private List<EvidenceLine> evidence(Award award, Badge badge) {
        List<EvidenceLine> lines = new ArrayList<>();
        for (String component : held(award, badge)) {
            lines.add(new EvidenceLine(
                    title(component), "One of the badges that this one is stacked on.", badgeUrl(component)));
        }
        lines.addAll(waived(award, badge));
        lines.add(new EvidenceLine("How it was decided", decision(award), null));
        return lines;
    }

    /** Whoever relies on the badge is told what was waived; why, and by whom, is between the holder and their school. */
    private List<EvidenceLine> waived(Award award, Badge badge) {
        List<EvidenceLine> lines = new ArrayList<>();
        for (Evidence one : waivers.getOrDefault(award.learner(), List.of())) {
            if (one.what() instanceof Observation.Waiver waiver
                    && waiver.badge().equals(badge.key())
                    && award.evidence().contains(one.key())) {
                lines.add(new EvidenceLine(
                        badge.milestones().getOrDefault(waiver.milestone(), waiver.milestone()),
                        "Recognised prior learning: this milestone was waived by staff of the issuer on %s."
                                .formatted(DAY.format(one.occurredAt())),
                        null));
            }
        }
        return lines;
    }

    /** Of the badges that a stack names, those that its holder held when it was earned. */
    private List<String> held(Award award, Badge badge) {
        if (!badge.isStack()) {
            return List.of();
        }
        Set<String> held = awards.of(award.learner()).stream()
                .filter(other -> other.stands() && !other.earnedAt().isAfter(award.earnedAt()))
                .map(Award::badge)
                .collect(toSet());
        return badge.components().stream().filter(held::contains).toList();
    }

    private static String decision(Award award) {
        int results = award.evidence().size();
        String by = results == 1 ? "1 recorded result" : results + " recorded results";
        return "Version %d of the criteria was met by %s on %s."
                .formatted(award.version(), by, DAY.format(award.earnedAt()));
    }

    private String title(String badge) {
        return title(catalogue, badge);
    }

    private String badgeUrl(String badge) {
        return publicUrl.of(badgePath(institution, badge));
    }

    static String title(Catalogue catalogue, String badge) {
        return catalogue.badge(badge).map(Badge::title).orElse(badge);
    }

    static String badgePath(InstitutionId institution, String badge) {
        return "/badges/%s/%s".formatted(institution.value(), badge);
    }
}
