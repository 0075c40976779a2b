package org.cairn.ingest.moodle;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.evidence.Activity;
import org.cairn.evidence.KnownActivity;
import org.cairn.evidence.Observation;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.meaning.Translation.ActivityKnown;
import org.cairn.ingest.meaning.Translation.Enrolment;
import org.cairn.ingest.meaning.Translation.Ignored;
import org.cairn.ingest.meaning.Translation.Observed;
import org.cairn.ingest.meaning.Translation.PersonKnown;
import org.cairn.ingest.meaning.Translation.Unusable;
import org.cairn.ingest.meaning.Translator;
import org.cairn.ingest.reading.Numbers;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.Texts;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says what each thing that Moodle answered means. */
@Component
class MoodleAnswers implements Translator {

    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_IDENTIFIER = 255;
    private static final BigDecimal NEARLY = new BigDecimal("0.99");

    @Override
    public FeedKind kind() {
        return FeedKind.MOODLE_API;
    }

    @Override
    public Translation translate(Origin origin, String body, Instant receivedAt) {
        try {
            return new Answer(origin, StrictJson.read(body), receivedAt).translated();
        } catch (StrictJson.Unreadable e) {
            return Unusable.of("message.unreadable");
        }
    }

    private record Answer(Origin origin, JsonNode body, Instant receivedAt) {

        Translation translated() {
            Optional<String> course = Ids.of(body, "course");
            if (course.isEmpty()) {
                return Unusable.of("answer.no-course");
            }
            return switch (String.valueOf(Texts.of(body, "kind"))) {
                case "person" -> person(course.get());
                case "activity" -> known(course.get());
                case "score", "completion", "progress" -> done(course.get());
                default -> Unusable.of("answer.unknown");
            };
        }

        /** What is true now cannot have begun later, whatever the other clock says. */
        private Instant at() {
            String text = Texts.of(body, body.has("at") ? "at" : "noticed");
            if (text == null) {
                return receivedAt;
            }
            try {
                Instant told = Instant.parse(text);
                return told.isAfter(receivedAt) ? receivedAt : told;
            } catch (DateTimeException e) {
                return receivedAt;
            }
        }

        private Translation person(String course) {
            Optional<String> id = Ids.of(body, "user");
            if (id.isEmpty()) {
                return Unusable.of("answer.nobody");
            }
            Set<Identifier> identifiers = new LinkedHashSet<>();
            identifiers.add(new Identifier(IdentifierKind.SUB, id.get()));
            plain("username").ifPresent(name -> identifiers.add(new Identifier(IdentifierKind.USERNAME, name)));
            plain("idnumber").ifPresent(number -> identifiers.add(new Identifier(IdentifierKind.SIS, number)));
            Person person = new Person(identifiers, Texts.clean(Texts.of(body, "fullname"), LONGEST_TITLE), email());
            boolean enrolled = body.path("enrolled").asBoolean(false);
            return new PersonKnown(
                    person, at(), new Enrolment("%s in %s".formatted(id.get(), course), course, enrolled));
        }

        private @Nullable String email() {
            return plain("email")
                    .filter(address -> address.contains("@"))
                    .map(address -> address.toLowerCase(Locale.ROOT))
                    .orElse(null);
        }

        private Optional<String> plain(String field) {
            String text = Texts.of(body, field);
            return text == null
                            || text.length() > LONGEST_IDENTIFIER
                            || !text.equals(Texts.clean(text, LONGEST_IDENTIFIER))
                    ? Optional.empty()
                    : Optional.of(text);
        }

        private Translation known(String course) {
            Optional<Activity> activity = activity(course);
            String title = Texts.clean(Texts.of(body, "title"), LONGEST_TITLE);
            if (activity.isEmpty() || title == null) {
                return Unusable.of("activity.no-name");
            }
            return new ActivityKnown(new KnownActivity(activity.get(), title, range().orElse(null)));
        }

        private Optional<Activity> activity(String course) {
            return Optional.ofNullable(Texts.of(body, "activity"))
                    .filter(id -> id.matches("course|(cm|grade-item):[1-9]\\d{0,18}"))
                    .map(id -> new Activity(origin.id(), course, id));
        }

        private Optional<BigDecimal> range() {
            return number("grademax")
                    .flatMap(most -> number("grademin").map(most::subtract))
                    .filter(range -> range.signum() > 0);
        }

        private Translation done(String course) {
            Optional<Activity> activity = activity(course);
            Optional<String> user = Ids.of(body, "user");
            if (activity.isEmpty() || user.isEmpty()) {
                return Unusable.of("answer.no-names");
            }
            return switch (String.valueOf(Texts.of(body, "kind"))) {
                case "score" -> score(user.get(), activity.get());
                case "completion" -> completion(user.get(), activity.get());
                default -> progress(user.get(), activity.get());
            };
        }

        private Translation observed(String user, Observation what) {
            return new Observed(List.of(new Identifier(IdentifierKind.SUB, user)), at(), List.of(what), List.of());
        }

        /** Points count from the least that can be given, as Moodle's own percentages do; so do the words of a scale. */
        private Translation score(String user, Activity activity) {
            if (number("grademin").isEmpty() || number("grademax").isEmpty()) {
                return Unusable.of("range.no-number");
            }
            Optional<BigDecimal> range = range();
            if (range.isEmpty()) {
                return Ignored.of("score.no-possible");
            }
            if (body.path("graderaw").isNull()) {
                return observed(user, new Observation.Score(activity, null, range.get()));
            }
            return number("graderaw")
                    .map(raw -> observed(
                            user,
                            new Observation.Score(
                                    activity, raw.subtract(number("grademin").orElseThrow()), range.get())))
                    .orElseGet(() -> Unusable.of("score.no-number"));
        }

        private Translation completion(String user, Activity activity) {
            return switch (body.path("state").asInt(-1)) {
                case 1, 2 -> observed(user, new Observation.Completion(activity, BigDecimal.ONE));
                // not done, or done and failed
                case 0, 3 -> observed(user, new Observation.Completion(activity, BigDecimal.ZERO));
                default -> Unusable.of("completion.no-state");
            };
        }

        private Translation progress(String user, Activity activity) {
            BigDecimal share = BigDecimal.ONE;
            if (!body.path("completed").asBoolean(false)) {
                Optional<BigDecimal> met = number("met");
                Optional<BigDecimal> of = number("of");
                if (met.isEmpty() || of.isEmpty() || met.get().signum() < 0) {
                    return Unusable.of("progress.no-counts");
                }
                share = of.get().signum() <= 0 ? BigDecimal.ZERO : partly(met.get(), of.get());
            }
            return observed(user, new Observation.Completion(activity, share));
        }

        /** Completed is what Moodle calls completed: all criteria met, and not yet reviewed, is nearly. */
        private static BigDecimal partly(BigDecimal met, BigDecimal of) {
            return Numbers.share(met, of).min(NEARLY);
        }

        private Optional<BigDecimal> number(String field) {
            return Numbers.of(body, field);
        }
    }
}
