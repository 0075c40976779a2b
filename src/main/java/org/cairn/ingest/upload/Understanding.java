package org.cairn.ingest.upload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.evidence.Observation;
import org.cairn.ingest.Complaint;
import org.cairn.ingest.Uploads.Fault;
import org.cairn.ingest.Uploads.Row;
import org.cairn.ingest.Uploads.Upload;
import org.cairn.ingest.generic.OwnEvents;
import org.cairn.ingest.inbox.Origin;
import org.cairn.ingest.inbox.Translation;
import org.cairn.ingest.upload.Cells.Wrong;
import org.cairn.lti.Courses;
import org.cairn.lti.Identifier;
import org.cairn.lti.LearnerId;
import org.cairn.lti.Learners;
import org.jspecify.annotations.Nullable;

/** Goes through rows some hundred at a time: what each means, who it is about, and what is wrong with it. */
final class Understanding {

    private final Upload upload;
    private final Origin origin;
    private final RowReader reader;
    private final Learners learners;
    private final Courses courses;

    Understanding(Upload upload, Origin origin, RowReader reader, Learners learners, Courses courses) {
        this.upload = upload;
        this.origin = origin;
        this.reader = reader;
        this.learners = learners;
        this.courses = courses;
    }

    /** What some rows came to; the events are JSON. */
    record Understood(List<String> events, List<Row> rows, List<Fault> faults, int usable, int waiting) {}

    /** One row on its way. */
    private record Read(Csv.Line line, List<RowReader.Said> said, List<Identifier> who, boolean vouched) {}

    Understood of(List<Csv.Line> lines, java.time.Instant now) {
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
            for (RowReader.Said said : one.said()) {
                events.add(said.event().toString());
                rows.add(new Row(
                        one.line().number(),
                        learner,
                        said.named(),
                        said.type(),
                        said.about(),
                        said.value(),
                        said.at()));
            }
        }
        faults.sort(java.util.Comparator.comparingInt(Fault::number));
        return new Understood(events, rows, faults, usable, waiting);
    }

    private Read read(Csv.Line line, java.time.Instant now) throws Wrong {
        List<RowReader.Said> said = reader.read(line);
        List<Identifier> who = List.of();
        boolean vouched = false;
        for (RowReader.Said one : said) {
            Translation translation = OwnEvents.translate(origin, one.event(), now);
            if (translation instanceof Translation.Unusable unusable) {
                throw new Wrong(unusable.reason());
            }
            if (translation instanceof Translation.Ignored ignored) {
                throw new Wrong(ignored.reason());
            }
            if (translation instanceof Translation.Observed observed) {
                who = observed.who();
                vouched |= observed.what().stream().anyMatch(Understanding::isVouched);
            }
        }
        return new Read(line, said, who, vouched);
    }

    private static boolean isVouched(Observation what) {
        return what instanceof Observation.Attestation || what instanceof Observation.Waiver;
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
                .filter(java.util.Objects::nonNull)
                .distinct()
                .count();
        if (different > 1) {
            return Complaint.of("row.different-people");
        }
        if (learner == null) {
            return upload.course() != null && one.vouched() ? Complaint.of("row.unknown") : null;
        }
        if (learner.equals(upload.by())) {
            return Complaint.of("row.own-result");
        }
        return upload.course() != null && !courses.isStudent(upload.course(), learner)
                ? Complaint.of("row.not-student")
                : null;
    }
}
