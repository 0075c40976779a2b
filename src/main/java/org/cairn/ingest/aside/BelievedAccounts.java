package org.cairn.ingest.aside;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.Objection;
import org.cairn.database.Text;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Quarantine;
import org.cairn.platform.Connection;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.springframework.stereotype.Component;

/** Whose events feeds believe, and what else came, which lies in quarantine. */
@Component
class BelievedAccounts implements FeedAccounts {

    static final int MOST = 10;

    private static final int LONGEST = 255;

    /** Until then every node knows whom to believe. */
    private static final Duration KNOWN = Duration.ofSeconds(5);

    private final Feeds feeds;
    private final KeptQuarantine quarantine;
    private final Platforms platforms;
    private final Clock clock;

    BelievedAccounts(Feeds feeds, KeptQuarantine quarantine, Platforms platforms, Clock clock) {
        this.feeds = feeds;
        this.quarantine = quarantine;
        this.platforms = platforms;
        this.clock = clock;
    }

    @Override
    public Optional<Standing> of(Feed feed) {
        return platforms
                .find(feed.platform())
                .map(Platform::family)
                .filter(feed::sharesKeys)
                .map(family -> new Standing(
                        List.copyOf(feed.accounts().names()),
                        platforms
                                .connection(feed.platform())
                                .map(Connection::guid)
                                .orElse(null),
                        others(feed)));
    }

    private List<Other> others(Feed feed) {
        Map<String, Long> messages = new TreeMap<>();
        for (Quarantine.Group group : foreign(feed)) {
            Complaint why = Complaint.read(group.reason()).getFirst();
            why.about().stream().findFirst().ifPresent(name -> messages.merge(name, group.count(), Long::sum));
        }
        return messages.entrySet().stream()
                .map(entry -> new Other(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<Quarantine.Group> foreign(Feed feed) {
        return quarantine.groups(feed).stream()
                .filter(group -> Complaint.read(group.reason()).stream()
                        .anyMatch(why -> why.code().equals(OTHER)))
                .toList();
    }

    @Override
    public Feed believe(Feed feed, Collection<String> names) {
        Set<String> wanted = checked(names);
        Set<String> before = feed.accounts().names();
        Feed changed = feeds.believe(feed, wanted);
        Instant soon = clock.instant().plus(KNOWN);
        if (!wanted.isEmpty() && !wanted.containsAll(before)) {
            quarantine.replayAll(changed, soon);
        } else if (!wanted.isEmpty()) {
            foreign(changed).forEach(group -> quarantine.replay(changed, group.reason(), soon));
        }
        return changed;
    }

    private static Set<String> checked(Collection<String> names) {
        List<String> told = names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        Set<String> wanted = new TreeSet<>();
        for (String name : told) {
            String clean = Text.clean(name, LONGEST + 1);
            if (clean == null || !clean.equals(name) || name.length() > LONGEST) {
                throw Objection.of("feed.account-name", LONGEST);
            }
            wanted.add(name);
        }
        if (wanted.size() > MOST) {
            throw Objection.of("feed.accounts-many", MOST);
        }
        return wanted;
    }
}
