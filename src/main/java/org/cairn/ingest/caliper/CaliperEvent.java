package org.cairn.ingest.caliper;

import java.time.Instant;
import java.util.Objects;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Texts;

/**
 * One event with what its meaning depends on.
 *
 * @param at {@code eventTime}
 * @param latest nothing can have happened later than this
 */
record CaliperEvent(Origin origin, Entity event, Instant at, Instant latest) {

    String type() {
        return event.type();
    }

    /** The bare action, such as {@code Graded}. */
    String action() {
        return Entity.bare(Texts.of(event.node(), "action"));
    }

    Entity object() {
        return event.get("object");
    }

    Entity generated() {
        return event.get("generated");
    }

    /** What an event means that does not say who or what: nothing if it does so on purpose, otherwise somebody should look. */
    Translation missing(Entity entity, Unusable otherwise) {
        return entity.isAnonymous() ? Ignored.of("event.anonymous") : otherwise;
    }

    /** What was graded or handed in: what an attempt was at, otherwise the object itself. */
    Entity assignable() {
        Entity found = object().get("assignable")
                .or(object().get("attempt").get("assignable"))
                .or(generated().get("attempt").get("assignable"))
                .or(generated().get("assignable"));
        // Caliper 1.0 names it as the target as well, and only there with its title
        Entity target = event.isOld() ? event.get("target") : Entity.NONE;
        boolean better = !found.isThere() || (found.node().isString() && Objects.equals(found.id(), target.id()));
        Entity named = better && target.isThere() ? target : found;
        if (named.isThere()) {
            return named;
        }
        boolean isAttempt = object().is("Attempt") || object().is("Result") || object().is("Score");
        return isAttempt ? named : object();
    }
}
