package org.cairn.ingest.upload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.evidence.Activity;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Uploads.Fault;
import org.cairn.ingest.Uploads.Row;
import org.cairn.ingest.Uploads.Upload;
import org.cairn.ingest.generic.OwnEvents;
import org.cairn.ingest.meaning.Origin;
import org.cairn.ingest.meaning.Translation;
import org.cairn.ingest.upload.Cells.Wrong;
import org.cairn.ingest.upload.RowEvents.Said;
import org.cairn.lti.Courses;
import org.cairn.people.Identifier;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.jspecify.annotations.Nullable;

/** Goes through rows some hundred at a time: what each means, who it is about, and what is wrong with it. */
final class Understanding {

    private final Upload upload;
    private final Origin origin;
    private final RowReader reader;
    private final Learners learners;
    private final Courses courses;

    /** What the rows so far say, for one file must not say two things of the same mark. */
    private final Map<Claim, Seen> claims = new HashMap<>();

    Understanding(Upload upload, Origin origin, RowReader reader, Learners learners, Courses courses) {
        this.upload = upload;
        this.origin = origin;
        this.reader = reader;
        this.learners = learners;
        this.courses = courses;
    }

    /** What some rows came to; the events are JSON. */
    record Understood(List<String> events, List<Row> rows, List<Fault> faults, int usable, int waiting) {}

    /** One row on its way; {@code what} it says happened to one person at one moment. */
    private record Read(Csv.Line line, List<Said> said, List<Identifier> who, Instant at, List<Observation> what) {}

    /** Somebody's score, or completion, of one activity at one moment. */
    private record Claim(Object whose, Class<?> kind, Activity activity, Instant at) {}

    /** What was claimed, and in which row. */
    private record Seen(int row, Observation what) {}

    Understood of(List<Csv.Line> lines, Instant now) {
        List<Fault> faults = new ArrayList<>();
        List<Read> read = new ArrayList<>();
        for (Csv.Line line : lines) {
            try {
                read.add(read(line, now));
            } catch (Wrong wrong) {
                faults.add(new Fault(line.number(), String.valueOf(wrong.getMessage())));
            }
        }
        Map<List<Identifier>, LearnerId> people = people(read);
        List<String> events = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        int usable = 0;
        int waiting = 0;
        for (Read one : read) {
            LearnerId learner = people.get(one.who());
            Complaint wrong = wrong(one, learner, people);
            if (wrong != null) {
                faults.add(new Fault(one.line().number(), wrong.text()));
                continue;
            }
            usable++;
            waiting += learner == null && !one.who().isEmpty() ? 1 : 0;
            for (Said said : one.said()) {
                events.add(said.event().toString());
                rows.add(row(one.line(), learner, said));
            }
        }
        faults.sort(Comparator.comparingInt(Fault::number));
        return new Understood(events, rows, faults, usable, waiting);
    }

    private static Row row(Csv.Line line, @Nullable LearnerId learner, Said said) {
        return new Row(line.number(), learner, said.named(), said.type().code(), said.about(), said.value(), said.at());
    }

    private Read read(Csv.Line line, Instant now) throws Wrong {
        List<Said> said = reader.read(line);
        List<Identifier> who = List.of();
        Instant at = now;
        List<Observation> what = new ArrayList<>();
        for (Said one : said) {
            Translation translation = OwnEvents.translate(origin, one.event(), now);
            if (translation instanceof Translation.Unusable unusable) {
                throw new Wrong(unusable.reason());
            }
            if (translation instanceof Translation.Ignored ignored) {
                throw new Wrong(ignored.reason());
            }
            if (translation instanceof Translation.Observed observed) {
                who = observed.who();
                at = observed.at();
                what.addAll(observed.what());
            }
        }
        return new Read(line, said, who, at, what);
    }

    /** Who the rows are about, and who each of their identifiers alone would be. */
    private Map<List<Identifier>, LearnerId> people(List<Read> read) {
        Set<List<Identifier>> asked = new LinkedHashSet<>();
        for (Read one : read) {
            if (!one.who().isEmpty()) {
                asked.add(one.who());
                one.who().forEach(identifier -> asked.add(List.of(identifier)));
            }
        }
        return asked.isEmpty() ? Map.of() : new LinkedHashMap<>(learners.whoAre(upload.platform(), asked));
    }

    private @Nullable Complaint wrong(Read one, @Nullable LearnerId learner, Map<List<Identifier>, LearnerId> people) {
        long different = one.who().stream()
                .map(identifier -> people.get(List.of(identifier)))
                .filter(Objects::nonNull)
                .distinct()
                .count();
        if (different > 1) {
            return Complaint.of("row.different-people");
        }
        if (learner == null && upload.course() != null && one.what().stream().anyMatch(Understanding::isVouched)) {
            return Complaint.of("row.unknown");
        }
        if (upload.by().equals(learner)) {
            return Complaint.of("row.own-result");
        }
        if (learner != null && upload.course() != null && !courses.isStudent(upload.course(), learner)) {
            return Complaint.of("row.not-student");
        }
        return otherwise(one, learner);
    }

    private static boolean isVouched(Observation what) {
        return what instanceof Observation.Attestation || what instanceof Observation.Waiver;
    }

    /** Which of two marks counts must not be left to chance: the first one does, and the other row is told of. */
    private @Nullable Complaint otherwise(Read one, @Nullable LearnerId learner) {
        Object whose = learner == null ? one.who() : learner;
        Map<Claim, Seen> said = new LinkedHashMap<>();
        for (Observation what : one.what()) {
            if (what instanceof Observation.Mark mark) {
                Claim claim = new Claim(whose, mark.getClass(), mark.activity(), one.at());
                Seen before = claims.get(claim);
                if (before != null && !before.what().equals(mark)) {
                    return Complaint.of("row.said-otherwise", before.row());
                }
                said.put(claim, new Seen(one.line().number(), mark));
            }
        }
        said.forEach(claims::putIfAbsent);
        return null;
    }
}
