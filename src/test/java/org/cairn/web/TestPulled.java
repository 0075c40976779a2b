package org.cairn.web;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.complaint.Objection;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Pulls;
import org.cairn.lti.CourseId;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** A platform that is asked, as a test says. */
public final class TestPulled implements Pulls {

    public final List<CourseId> wanted = new ArrayList<>();
    public boolean tooSoon;
    public final List<Trouble> troubles = new ArrayList<>();
    public @Nullable Asked asked;
    public @Nullable Standing standing;
    public @Nullable String token;
    public Trial trial = new Trial(true, List.of(), null);

    @Override
    public Feed connect(PlatformId platform, FeedKind kind, URI base, String token, Duration every) {
        if (!"https".equals(base.getScheme())) {
            throw Objection.of("pull.https");
        }
        if (token.contains(" ")) {
            throw Objection.of("pull.no-token");
        }
        Feed feed = new Feed("feed-2", platform, kind, null, false);
        this.token = token;
        standing = new Standing(feed, base, every, 2, 1, null, Instant.parse("2026-05-12T11:00:00Z"), null);
        return feed;
    }

    @Override
    public void change(Feed feed, @Nullable String token, Duration every) {
        Standing now = java.util.Objects.requireNonNull(standing);
        connect(feed.platform(), feed.kind(), now.base(), token == null ? String.valueOf(this.token) : token, every);
    }

    @Override
    public void disconnect(Feed feed) {
        standing = null;
        token = null;
    }

    @Override
    public Trial tryOut(Feed feed) {
        return trial;
    }

    @Override
    public List<Trouble> troubles(Feed feed) {
        return List.copyOf(troubles);
    }

    @Override
    public boolean wanted(CourseId course) {
        return wanted.add(course) && !tooSoon;
    }

    @Override
    public Optional<Asked> asked(CourseId course) {
        return course.equals(TestWorld.COURSE) ? Optional.ofNullable(asked) : Optional.empty();
    }

    @Override
    public List<Standing> of(InstitutionId institution) {
        Standing now = standing;
        return now == null || !now.feed().platform().institution().equals(institution) ? List.of() : List.of(now);
    }
}
