package org.cairn.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cairn.award.Award;
import org.cairn.award.Awards;
import org.cairn.credential.Credential;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.EvidenceLog;
import org.cairn.pathway.Badge;
import org.cairn.pathway.BadgeStanding;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.people.Learner;
import org.cairn.people.Learners;
import org.cairn.platform.Institution;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Words credentials for strangers, and for their learners who want to see first what strangers will see. */
@Component
public class Certificates {

    private final Awards awards;
    private final Pathways pathways;
    private final EvidenceLog log;
    private final Learners learners;
    private final Platforms platforms;

    public Certificates(Awards awards, Pathways pathways, EvidenceLog log, Learners learners, Platforms platforms) {
        this.awards = awards;
        this.pathways = pathways;
        this.log = log;
        this.learners = learners;
        this.platforms = platforms;
    }

    /** The certificate of a credential, shared or not: whoever shows it decides who may see it. */
    public Optional<Certificate> of(Credential credential, Words words) {
        InstitutionId institution = credential.learner().institution();
        return awards.find(institution, credential.award())
                .flatMap(award -> pathways.version(institution, award.badge(), award.version())
                        .map(badge -> certificate(credential, award, badge, words)));
    }

    private Certificate certificate(Credential credential, Award award, Badge badge, Words words) {
        InstitutionId institution = badge.institution();
        Catalogue now = pathways.catalogue(institution);
        Way way = way(award, badge, now);
        Titles titles = Titles.of(badge, now);
        Row root = new Rows(way, words, titles)
                .of(Objects.requireNonNull(way.standings().get(badge.key())));
        String earned = words.date(award.earnedAt());
        return new Certificate(
                credential.id(),
                badge.title(),
                badge.description(),
                platforms.institution(institution).map(Institution::name).orElse(""),
                "/issuers/" + institution.value(),
                "/badges/" + institution.value() + "/" + badge.key(),
                learners.find(credential.learner()).map(Learner::name).orElse(null),
                earned,
                root.group() ? root.text() : null,
                root.group() ? root.children() : List.of(root),
                badge.skills(),
                facts(badge, words),
                drawing(way, badge, award, words),
                award.stands() ? null : withdrawn(award, words));
    }

    /** The way as it was when the badge was awarded, by the evidence that decided. */
    private Way way(Award award, Badge badge, Catalogue now) {
        List<Evidence> evidence = log.of(award.learner()).stream()
                .filter(one -> award.evidence().contains(one.key()))
                .toList();
        Catalogue then = new Catalogue(now.version(), Map.of(badge.key(), badge), now.bindings());
        List<BadgeStanding> standings = pathways.standings(then, evidence, award.decidedAt());
        return Way.of(now, standings, List.of(award), evidence);
    }

    private static String drawing(Way way, Badge badge, Award award, Words words) {
        List<Stone> stones = new ArrayList<>(new BadgeViews(way, words, award.decidedAt()).milestones(badge));
        stones.removeIf(stone -> stone.state() != Stone.State.EARNED);
        String word = words.say("stone.earned", words.date(award.earnedAt()));
        stones.add(new Stone(badge.key(), badge.title(), Stone.State.EARNED, 1, word, false));
        return Cairn.large("cairn", badge.title(), words.say("cairn.stone", badge.title(), word), stones);
    }

    private static List<Certificate.Fact> facts(Badge badge, Words words) {
        List<Certificate.Fact> facts = new ArrayList<>();
        add(facts, words, "level", badge.level());
        add(facts, words, "credit", badge.credit());
        add(facts, words, "kind", badge.kind());
        if (badge.credits().signum() > 0) {
            facts.add(new Certificate.Fact(words.say("fact.credits"), words.number(badge.credits())));
        }
        return facts;
    }

    private static void add(List<Certificate.Fact> facts, Words words, String name, @Nullable String value) {
        if (value != null) {
            facts.add(new Certificate.Fact(words.say("fact." + name), words.sayOr(name + "." + value, value)));
        }
    }

    private static String withdrawn(Award award, Words words) {
        String reason = award.reason();
        return words.say(
                "notice.withdrawn", reason == null ? words.say("notice.withdrawn.unsaid") : words.complaint(reason));
    }

    /** The details of a badge that nobody needs to have earned. */
    public static List<Certificate.Fact> about(Badge badge, Words words) {
        return facts(badge, words);
    }
}
