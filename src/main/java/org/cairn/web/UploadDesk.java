package org.cairn.web;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.cairn.ingest.Uploads;
import org.cairn.lti.CourseId;
import org.cairn.lti.Launch;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Pathways;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.Learners;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.multipart.MultipartFile;

/** What the pages for uploaded files share: showing what a file says, and taking it in. */
@Component
public class UploadDesk {

    private static final int MOST_TAKEN = 20;

    /** A file takes many times its size in memory while it is read: whoever comes when so many are is asked to wait. */
    private static final int AT_ONCE = 2;

    private static final long PATIENCE_SECONDS = 5;

    private final Semaphore places = new Semaphore(AT_ONCE, true);

    private final Uploads uploads;
    private final Pathways pathways;
    private final Learners learners;
    private final Wording wording;

    public UploadDesk(Uploads uploads, Pathways pathways, Learners learners, Wording wording) {
        this.uploads = uploads;
        this.pathways = pathways;
        this.learners = learners;
        this.wording = wording;
    }

    /** A column of the file and what it was taken for, or why it is not used. */
    public record ColumnView(String heading, boolean used, String meaning) {}

    /** A row that is left out. */
    public record FaultView(int number, String why) {}

    /** A row that will be taken in. */
    public record RowView(
            int number,
            String who,
            boolean known,
            String what,
            String about,
            @Nullable String value,
            @Nullable String when) {}

    /** A file that was taken in. */
    public record TakenView(String name, String when, String progress) {}

    /** Puts the form and the files taken in before into the page. */
    public void show(InstitutionId institution, @Nullable CourseId course, Locale locale, Model model) {
        Words words = wording.in(locale);
        List<Uploads.Taken> taken = uploads.taken(institution, course, MOST_TAKEN);
        model.addAttribute("underway", taken.stream().anyMatch(one -> one.stored() < one.rows()));
        model.addAttribute(
                "taken",
                taken.stream()
                        .map(one -> new TakenView(
                                one.fileName(),
                                one.by() == null
                                        ? words.time(one.at())
                                        : words.say("upload.by", one.by(), words.time(one.at())),
                                one.stored() < one.rows()
                                        ? words.say("upload.progress", one.stored(), one.rows())
                                        : words.say("upload.stored", one.rows(), one.faulty())))
                        .toList());
    }

    /** Puts what the file says into the page, or why it cannot be read. */
    public void preview(
            Launch launch,
            PlatformId platform,
            @Nullable CourseId course,
            @Nullable MultipartFile file,
            Locale locale,
            Model model) {
        Words words = wording.in(locale);
        if (file == null || file.isEmpty()) {
            model.addAttribute("fault", words.say("upload.no-file"));
            return;
        }
        if (!isFree()) {
            model.addAttribute("fault", words.say("upload.busy"));
            return;
        }
        try {
            Uploads.Preview preview = uploads.preview(upload(launch, platform, course, file), file.getBytes());
            show(launch.institution(), preview, words, model);
        } catch (Uploads.NotReadable unreadable) {
            model.addAttribute("fault", words.complaint(String.valueOf(unreadable.getMessage())));
        } catch (IOException e) {
            model.addAttribute("fault", words.say("upload.no-file"));
        } finally {
            places.release();
        }
    }

    private boolean isFree() {
        try {
            return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Uploads.Upload upload(Launch launch, PlatformId platform, @Nullable CourseId course, MultipartFile file) {
        List<Badge> badges = course == null ? pathways.badges(launch.institution()) : pathways.badgesIn(course);
        List<Uploads.Step> steps = badges.stream()
                .flatMap(badge -> badge.milestones().entrySet().stream()
                        .map(one -> new Uploads.Step(badge.key(), one.getKey(), badge.title(), one.getValue())))
                .toList();
        Set<String> activities = course == null
                ? Set.of()
                : pathways.bindings(course).stream()
                        .map(binding -> binding.activity().id())
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Uploads.Upload(
                platform,
                course,
                launch.learner(),
                Objects.requireNonNullElse(file.getOriginalFilename(), ""),
                steps,
                activities);
    }

    private void show(InstitutionId institution, Uploads.Preview preview, Words words, Model model) {
        Map<LearnerId, Learner> people = learners.find(
                institution,
                preview.sample().stream()
                        .map(Uploads.Row::learner)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        model.addAttribute("preview", preview);
        model.addAttribute(
                "summary", words.say("upload.summary", preview.usable(), preview.faulty(), preview.waiting()));
        model.addAttribute(
                "columns",
                preview.columns().stream().map(one -> view(one, words)).toList());
        model.addAttribute(
                "faults",
                preview.faults().stream()
                        .map(one -> new FaultView(one.number(), words.complaint(one.reason())))
                        .toList());
        model.addAttribute(
                "rows",
                preview.sample().stream().map(row -> view(row, people, words)).toList());
    }

    private static ColumnView view(Uploads.Column column, Words words) {
        String heading = column.heading().isBlank() ? words.say("upload.unnamed") : column.heading();
        if (column.meaning() != null) {
            return new ColumnView(
                    heading,
                    true,
                    words.say(
                            "upload.column." + column.meaning(), column.words().toArray()));
        }
        return new ColumnView(
                heading,
                false,
                words.say(column.unused() == null ? "upload.unknown" : "upload.unused." + column.unused()));
    }

    private static RowView view(Uploads.Row row, Map<LearnerId, Learner> people, Words words) {
        Learner learner = row.learner() == null ? null : people.get(row.learner());
        String name = learner == null || learner.name() == null ? row.named() : learner.name();
        return new RowView(
                row.number(),
                name,
                row.learner() != null,
                words.sayOr("upload.type." + row.type(), row.type()),
                row.about(),
                row.value(),
                row.at() == null ? null : words.time(row.at()));
    }

    /** Takes in what was shown; false when it was never shown to this person, or too long ago. */
    public boolean confirm(Launch launch, String preview, @Nullable CourseId course) {
        return uploads.confirm(launch.institution(), preview, launch.learner(), course);
    }
}
