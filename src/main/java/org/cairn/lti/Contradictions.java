package org.cairn.lti;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns, once in a while and by ids only, of identifiers that were ignored because they contradict what is known. */
final class Contradictions {

    private static final Logger LOG = LoggerFactory.getLogger(Contradictions.class);
    private static final int MOST_REMEMBERED = 10_000;

    private record Noted(PlatformId platform, LearnerId learner, IdentifierKind kind) {}

    private final Set<Noted> noted = ConcurrentHashMap.newKeySet();

    /** Looks for what was said of somebody and is another's or cannot become theirs. */
    void note(PlatformId platform, Collection<Identifier> said, Acquaintance who, Collection<Acquaintance> met) {
        for (Identifier identifier : said) {
            boolean ignored = Recognition.holder(identifier, met)
                    .map(holder -> !holder.id().equals(who.id()))
                    .orElseGet(() -> !Recognition.mayBecome(identifier, who));
            if (ignored) {
                warn(new Noted(platform, who.id(), identifier.kind()));
            }
        }
    }

    private void warn(Noted contradiction) {
        if (noted.size() >= MOST_REMEMBERED) {
            noted.clear();
        }
        if (noted.add(contradiction)) {
            LOG.warn(
                    "Platform {} gave learner {} a {} identifier that contradicts what is known; it was ignored.",
                    contradiction.platform().value(),
                    contradiction.learner().value(),
                    contradiction.kind().code());
        }
    }
}
