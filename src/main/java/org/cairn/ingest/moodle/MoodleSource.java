package org.cairn.ingest.moodle;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.Pulls;
import org.cairn.ingest.pull.Source;
import org.cairn.ingest.reading.Texts;
import org.cairn.lti.Course;
import org.cairn.net.Outbound;
import org.cairn.platform.Platforms;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Moodle's web services, over REST. */
@Component
class MoodleSource implements Source {

    /** The course that is the site's front page: all people of the site are in it. */
    private static final String FRONT_PAGE = "1";

    private final Outbound outbound;
    private final Platforms platforms;
    private final JdbcLastSeen lastSeen;
    private final Clock clock;

    MoodleSource(Outbound outbound, Platforms platforms, JdbcLastSeen lastSeen, Clock clock) {
        this.outbound = outbound;
        this.platforms = platforms;
        this.lastSeen = lastSeen;
        this.clock = clock;
    }

    @Override
    public FeedKind kind() {
        return FeedKind.MOODLE_API;
    }

    @Override
    public Pulls.Trial tryOut(Account account) {
        try {
            List<String> missing = missing(account, new Site(outbound, account));
            return new Pulls.Trial(true, missing, null);
        } catch (Refused e) {
            return new Pulls.Trial(false, List.of(), e.getMessage());
        }
    }

    @Override
    public void read(Account account, Course course, Reading reading) throws Refused {
        if (!Ids.isOne(course.ownId())) {
            throw new Refused(Reason.NO_COURSE, Complaint.of("moodle.not-a-course"));
        }
        if (course.ownId().equals(FRONT_PAGE)) {
            reading.found(List.of(), Place.START.text());
            return;
        }
        Site site = new Site(outbound, account);
        Asking asking = new Asking(site, missing(account, site));
        String cursor = reading.cursor();
        if (cursor != null) {
            asking.recall(cursor);
        }
        Notebook notebook = new Notebook(lastSeen, account.feed(), course.ownId(), reading);
        new CourseReading(asking, course.ownId(), notebook, clock).from(Place.of(cursor));
    }

    /** Which functions the token may not use; at the same time makes sure that it is this Moodle and no other. */
    private List<String> missing(Account account, Site site) throws Refused {
        JsonNode info = siteInfo(site);
        String issuer = platforms
                .find(account.feed().platform())
                .orElseThrow(() -> new Refused(Reason.NOT_ALLOWED, Complaint.of("moodle.not-registered")))
                .issuer();
        String address = Texts.of(info, "siteurl");
        if (address == null) {
            throw new Refused(Reason.UNUSABLE, Complaint.of("moodle.nameless"));
        }
        if (!same(address, issuer)) {
            throw new Refused(
                    Reason.NOT_ALLOWED,
                    Complaint.of("moodle.other", String.valueOf(Texts.clean(address, 200)), issuer));
        }
        Set<String> offered = new HashSet<>();
        info.path("functions").forEach(one -> offered.add(String.valueOf(Texts.of(one, "name"))));
        List<String> missing = new ArrayList<>(Functions.ALL);
        missing.removeAll(offered);
        return missing;
    }

    private static JsonNode siteInfo(Site site) throws Refused {
        try {
            return site.ask(Functions.SITE, Map.of());
        } catch (Fault e) {
            throw e.refused();
        } catch (Site.TooMuch e) {
            throw e.refused();
        }
    }

    private static boolean same(String one, String other) {
        return Site.bare(one).toLowerCase(Locale.ROOT).equals(Site.bare(other).toLowerCase(Locale.ROOT));
    }
}
