package org.cairn.ingest.caliper;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation;
import org.cairn.evidence.Observation.Completion;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.reading.Numbers;
import org.cairn.people.Identifier;
import tools.jackson.databind.JsonNode;

/**
 * Progress within a tool (<a href="https://www.imsglobal.org/spec/caliper/v1p2#tooluse-profile">Caliper 1.2, Tool Use
 * Profile</a>): so many of so many units completed or passed. Each metric is an activity of its own, {@code
 * caliper:<tool>#UnitsPassed}, and how far somebody is in it is a completion.
 */
final class Measures {

    private static final Set<String> ACHIEVEMENTS = Set.of(
            "AssessmentsPassed",
            "AssessmentsSubmitted",
            "SkillsMastered",
            "StandardsMastered",
            "UnitsCompleted",
            "UnitsPassed",
            "MinutesOnTask",
            "WordsRead");

    private Measures() {}

    static Translation used(CaliperEvent event) {
        Entity generated = event.generated();
        JsonNode items = generated.node().path("items");
        List<JsonNode> measures = items.isArray()
                ? items.values().stream().toList()
                : generated.is("AggregateMeasure") ? List.of(generated.node()) : List.of();
        if (measures.isEmpty()) {
            return Ignored.of("tool.no-measure");
        }
        String tool = event.object().id();
        if (tool == null) {
            return event.missing(event.object(), Unusable.of("tool.no-id"));
        }
        List<Observation> seen = new ArrayList<>();
        for (JsonNode measure : measures) {
            completion(event, tool, measure).ifPresent(seen::add);
        }
        if (seen.isEmpty()) {
            return Ignored.of("tool.no-goal");
        }
        Entity learner = Learners.acting(event);
        List<Identifier> who = Learners.identifiers(event.origin(), event.event(), learner);
        return who.isEmpty()
                ? event.missing(learner, Unusable.of("tool.no-learner"))
                : new Observed(who, event.at(), seen, List.of());
    }

    private static Optional<Observation> completion(CaliperEvent event, String tool, JsonNode measure) {
        String metric = Entity.bare(Entity.text(measure, "metric").orElse(""));
        Optional<BigDecimal> value = Numbers.of(measure, "metricValue");
        Optional<BigDecimal> all = Numbers.of(measure, "maxMetricValue").filter(most -> most.signum() > 0);
        if (!ACHIEVEMENTS.contains(metric) || value.isEmpty() || all.isEmpty()) {
            return Optional.empty();
        }
        // the same tool is used in many courses: each counts for itself
        String course = Places.courseOrGroup(event.origin(), event.event());
        Activity activity = new Activity(event.origin().id(), course, "caliper:%s#%s".formatted(tool, metric));
        return Optional.of(new Completion(activity, Numbers.share(value.get(), all.get())));
    }
}
