package org.cairn.people;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.platform.PlatformId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns, once in a while and by ids only, of identifiers that were ignored because they contradict what is known. */
final class Contradictions {

    /** Is told of an id that was given to somebody else later, or to two at once. */
    interface Reuses {
        void reused(LearnerId holder, LearnerId other, Identifier identifier);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Contradictions.class);
    private static final int MOST_REMEMBERED = 10_000;

    private record Noted(PlatformId platform, LearnerId learner, IdentifierKind kind) {}

    private final Set<Noted> noted = ConcurrentHashMap.newKeySet();

    private final Reuses reuses;

    Contradictions(Reuses reuses) {
        this.reuses = reuses;
    }

    /** Looks for what was said of somebody and is another's or cannot become theirs. */
    void note(PlatformId platform, Collection<Identifier> said, Acquaintance who, Collection<Acquaintance> met) {
        for (Identifier identifier : said) {
            Optional<Acquaintance> holder = Recognition.holder(identifier, met);
            boolean ignored = holder.map(one -> !one.id().equals(who.id()))
                    .orElseGet(() -> !Recognition.mayBecome(identifier, who));
            if (ignored && isNews(new Noted(platform, who.id(), identifier.kind()))) {
                holder.filter(one -> TrustedIds.KINDS.contains(identifier.kind()))
                        .filter(one -> !one.person().equals(who.person()))
                        .ifPresent(one -> reuses.reused(one.person(), who.person(), identifier));
            }
        }
    }

    private boolean isNews(Noted contradiction) {
        if (noted.size() >= MOST_REMEMBERED) {
            noted.clear();
        }
        boolean news = noted.add(contradiction);
        if (news) {
            LOG.warn(
                    "Platform {} gave learner {} a {} identifier that contradicts what is known; it was ignored.",
                    contradiction.platform().value(),
                    contradiction.learner().value(),
                    contradiction.kind().code());
        }
        return news;
    }
}
