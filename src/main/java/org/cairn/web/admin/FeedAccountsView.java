package org.cairn.web.admin;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.ingest.FeedAccounts;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;

/**
 * Whose events a feed believes, worded.
 *
 * @param names of the accounts, one on each line
 * @param launched where launches come from, if that is none of these
 */
record FeedAccountsView(String lead, String names, @Nullable String launched, List<OtherView> others) {

    /** An account whose events lie in quarantine; {@code together} are the names with this one. */
    record OtherView(String what, String together) {}

    static FeedAccountsView of(FeedAccounts.Standing standing, Words words) {
        List<String> believed = standing.believed();
        String guid = standing.launched();
        return new FeedAccountsView(
                words.say(believed.isEmpty() ? "feeds.accounts.first" : "feeds.accounts.what"),
                String.join("\n", believed),
                guid == null || believed.isEmpty() || believed.contains(guid)
                        ? null
                        : words.say("feeds.accounts.launched", guid),
                standing.others().stream()
                        .map(other -> new OtherView(
                                words.say("feeds.accounts.other", other.name(), other.messages()),
                                Stream.concat(believed.stream(), Stream.of(other.name()))
                                        .collect(Collectors.joining("\n"))))
                        .toList());
    }
}
