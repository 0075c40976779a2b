package org.cairn.web.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.cairn.lti.Contact;
import org.cairn.lti.Contact.Kind;
import org.cairn.platform.CanvasTwins;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;

/** Makes checklists of what is known about platforms. */
final class Checklists {

    /** What only a trial shows, which the page begins by itself. */
    private static final Set<String> TRIED =
            Set.of("keys", "token", "roster", "columns", "scores", "results", "notices");

    private static final List<Kind> SCOPES =
            List.of(Kind.SCOPE_ROSTER, Kind.SCOPE_COLUMNS, Kind.SCOPE_SCORES, Kind.SCOPE_RESULTS, Kind.SCOPE_NOTICES);

    private final Words words;
    private final Instant now;

    Checklists(Words words, Instant now) {
        this.words = words;
        this.now = now;
    }

    /**
     * What is known about one platform.
     *
     * @param waiting how many deployments wait for a decision
     * @param fed whether it has a feed for its events
     * @param lastEvent when the last event came; null when none did
     */
    record Known(
            Platform platform,
            List<Contact> contacts,
            int waiting,
            boolean fed,
            @Nullable Instant lastEvent) {

        /** Several may tell of one kind: the latest counts. */
        Map<Kind, Contact> byKind() {
            return contacts.stream()
                    .collect(Collectors.toMap(
                            Contact::kind,
                            contact -> contact,
                            BinaryOperator.maxBy(Comparator.comparing(Contact::at))));
        }
    }

    Checklist of(Known known) {
        Platform platform = known.platform();
        Map<Kind, Contact> contacts = new EnumMap<>(Kind.class);
        contacts.putAll(known.byKind());
        // what works every day needs no trial
        shows(contacts, Kind.LAUNCH, Kind.KEYS);
        shows(contacts, Kind.ROSTER, Kind.SCOPE_ROSTER);
        shows(contacts, Kind.NOTICE, Kind.SCOPE_NOTICES);
        List<Checklist.Item> items = new ArrayList<>();
        items.add(tried(platform, "keys", contacts.get(Kind.KEYS)));
        items.add(token(platform, contacts));
        boolean tokens = items.getLast().state().equals("met");
        for (Kind scope : SCOPES) {
            if (scope != Kind.SCOPE_NOTICES || platform.family() == Family.CANVAS) {
                // without any token there is nothing to say about one scope
                items.add(tried(platform, key(scope), tokens ? contacts.get(scope) : null));
            }
        }
        items.add(launch(platform, contacts.get(Kind.LAUNCH)));
        items.add(tried(platform, "people", contacts.get(Kind.ROSTER)));
        if (platform.family() == Family.CANVAS) {
            items.add(tried(platform, "notice", contacts.get(Kind.NOTICE)));
            items.add(events(platform, known));
        }
        return worded(platform, known.waiting(), List.copyOf(items));
    }

    private static void shows(Map<Kind, Contact> contacts, Kind done, Kind possible) {
        Contact contact = contacts.get(done);
        if (contact != null && contact.good()) {
            contacts.putIfAbsent(possible, contact);
        }
    }

    private Checklist worded(Platform platform, int waiting, List<Checklist.Item> items) {
        String state = state(platform, waiting, items);
        long open = items.stream().filter(item -> !item.state().equals("met")).count();
        return new Checklist(
                state,
                words.say("platform.state." + state),
                open == 0 || state.equals("paused") || state.equals("idle")
                        ? words.say("platform.lead." + state)
                        : words.say("platform.lead." + state + ".open", open),
                items);
    }

    /** Works when people come in and its services answer; a copy of a Canvas that nobody opens needs nothing. */
    private static String state(Platform platform, int waiting, List<Checklist.Item> items) {
        if (!platform.active()) {
            return "paused";
        }
        boolean used = items.stream()
                .anyMatch(item -> item.key().equals("launch") && item.state().equals("met"));
        if (CanvasTwins.isTwin(platform.issuer()) && !used && waiting == 0) {
            return "idle";
        }
        boolean ready = items.stream()
                .filter(item -> List.of("keys", "token", "launch").contains(item.key()))
                .allMatch(item -> item.state().equals("met"));
        return ready && waiting == 0 ? "works" : "needs";
    }

    private static String key(Kind scope) {
        return switch (scope) {
            case SCOPE_ROSTER -> "roster";
            case SCOPE_COLUMNS -> "columns";
            case SCOPE_SCORES -> "scores";
            case SCOPE_RESULTS -> "results";
            case SCOPE_NOTICES -> "notices";
            case KEYS, LAUNCH, ROSTER, NOTICE -> throw new IllegalArgumentException(scope + " is no scope");
        };
    }

    private Checklist.Item tried(Platform platform, String key, @Nullable Contact contact) {
        if (contact == null) {
            return TRIED.contains(key) ? untried(key) : item(platform, key, "open", null, null);
        }
        return contact.good()
                ? item(platform, key, "met", words.ago(contact.at(), now), null)
                : item(
                        platform,
                        key,
                        "wrong",
                        words.ago(contact.at(), now),
                        contact.detail() == null ? null : words.complaint(contact.detail()));
    }

    /** There is nothing to mend before a trial has failed. */
    private Checklist.Item untried(String key) {
        return new Checklist.Item(
                key,
                "open",
                words.say("check.is.untried"),
                words.say("check." + key),
                null,
                null,
                words.say("check.untried.do"));
    }

    /** One token for whatever service shows that the platform knows us. */
    private Checklist.Item token(Platform platform, Map<Kind, Contact> contacts) {
        List<Contact> asked = SCOPES.stream()
                .map(contacts::get)
                .filter(contact -> contact != null)
                .toList();
        Contact shown =
                asked.stream().filter(Contact::good).findFirst().orElse(asked.isEmpty() ? null : asked.getFirst());
        return tried(platform, "token", shown);
    }

    private Checklist.Item launch(Platform platform, @Nullable Contact launch) {
        return launch == null
                ? item(platform, "launch", "open", null, null)
                : item(
                        platform,
                        "launch",
                        "met",
                        words.say("check.launch.when", words.date(launch.firstAt()), words.ago(launch.at(), now)),
                        null);
    }

    private Checklist.Item events(Platform platform, Known known) {
        Instant last = known.lastEvent();
        return last == null
                ? item(platform, known.fed() ? "events" : "feed", "open", null, null)
                : item(platform, "events", "met", words.ago(last, now), null);
    }

    private Checklist.Item item(
            Platform platform, String key, String state, @Nullable String value, @Nullable String reason) {
        String todo = "check." + key + ".do.";
        return new Checklist.Item(
                key,
                state,
                words.say("check.is." + state),
                words.say("check." + key),
                value,
                reason,
                state.equals("met") ? null : words.say(todo + PlatformsSection.family(platform)));
    }
}
