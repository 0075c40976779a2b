package org.cairn.ingest.aside;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.complaint.Objection;
import org.cairn.database.Text;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedAccounts;
import org.cairn.ingest.Feeds;
import org.cairn.platform.Connection;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.springframework.stereotype.Component;

/** Whose events feeds believe, and what else came, which lies in quarantine. */
@Component
class BelievedAccounts implements FeedAccounts {

    static final int MOST = 10;

    private static final int LONGEST = 255;

    private final Feeds feeds;
    private final KeptQuarantine quarantine;
    private final Platforms platforms;

    BelievedAccounts(Feeds feeds, KeptQuarantine quarantine, Platforms platforms) {
        this.feeds = feeds;
        this.quarantine = quarantine;
        this.platforms = platforms;
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
        return quarantine.about(feed, OTHER).entrySet().stream()
                .map(entry -> new Other(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public Feed believe(Feed feed, Collection<String> names) {
        Set<String> wanted = checked(names);
        Set<String> before = feeds.name(feed, wanted).names();
        Feed changed = feeds.find(feed.id()).orElse(feed);
        if (!wanted.isEmpty() && !wanted.containsAll(before)) {
            quarantine.replayAll(changed);
        } else if (!wanted.isEmpty()) {
            quarantine.replayCode(changed, OTHER);
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
