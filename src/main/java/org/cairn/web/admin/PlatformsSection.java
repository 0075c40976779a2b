package org.cairn.web.admin;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact;
import org.cairn.lti.Deployments;
import org.cairn.lti.Notices;
import org.cairn.lti.Roster;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.cairn.platform.Platforms;
import org.cairn.web.Problem;
import org.cairn.web.Ways;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the pages say about the platforms of an institution: each with what is done and what is still to do. */
@Component
class PlatformsSection {

    private final Platforms platforms;
    private final Checkups checkups;
    private final Deployments deployments;
    private final Roster roster;
    private final Notices notices;
    private final Feeds feeds;
    private final Ingestion ingestion;
    private final Ways ways;

    PlatformsSection(
            Platforms platforms,
            Checkups checkups,
            Deployments deployments,
            Roster roster,
            Notices notices,
            Feeds feeds,
            Ingestion ingestion,
            Ways ways) {
        this.platforms = platforms;
        this.checkups = checkups;
        this.deployments = deployments;
        this.roster = roster;
        this.notices = notices;
        this.feeds = feeds;
        this.ingestion = ingestion;
        this.ways = ways;
    }

    /** The platform of that id, which must be the institution's own and must not have been removed. */
    Platform own(InstitutionId institution, UUID id) {
        return platforms.of(institution).stream()
                .filter(platform -> platform.id().value().equals(id))
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    List<PlatformView> all(InstitutionId institution, Words words) {
        Map<PlatformId, List<Contact>> contacts =
                checkups.contacts(institution).stream().collect(groupingBy(Contact::platform));
        List<Feed> ways = feeds.of(institution);
        return platforms.of(institution).stream()
                .map(platform -> view(
                        platform,
                        checklist(platform, contacts.getOrDefault(platform.id(), List.of()), ways, words),
                        words))
                .toList();
    }

    Checklist checklist(Platform platform, Words words) {
        return checklist(
                platform,
                checkups.contacts(platform.id()),
                feeds.of(platform.id().institution()),
                words);
    }

    private Checklist checklist(Platform platform, List<Contact> contacts, List<Feed> all, Words words) {
        List<Feed> own = all.stream()
                .filter(feed -> feed.platform().equals(platform.id()))
                .toList();
        return new Checklists(words, ways.now())
                .of(new Checklists.Known(
                        platform,
                        Stream.of(contacts.stream(), people(platform), told(platform))
                                .flatMap(some -> some)
                                .toList(),
                        deployments.waiting(platform.id()).size(),
                        !own.isEmpty(),
                        own.stream()
                                .flatMap(feed ->
                                        ingestion.lastReceivedAt(platform.id().institution(), feed.id()).stream())
                                .max(Instant::compareTo)
                                .orElse(null)));
    }

    /** The course whose roster was read last, or else the one that could not be read last. */
    private Stream<Contact> people(Platform platform) {
        List<Roster.Asked> asked = roster.last(platform.id());
        Stream<Contact> read =
                asked.stream().flatMap(one -> contact(platform, Contact.Kind.ROSTER, one.succeededAt(), null));
        Stream<Contact> unread = asked.stream()
                .flatMap(one -> contact(platform, Contact.Kind.ROSTER, one.failedAt(), String.valueOf(one.detail())));
        return Stream.of(read, unread)
                .flatMap(contacts -> contacts.max(Comparator.comparing(Contact::at)).stream())
                .limit(1);
    }

    /** One subscription that stands shows that notices work; else the first reason why none does. */
    private Stream<Contact> told(Platform platform) {
        List<Notices.Subscription> all = notices.of(platform.id());
        Stream<Contact> standing = all.stream()
                .filter(one -> one.state() == Notices.State.STANDING)
                .flatMap(one -> contact(platform, Contact.Kind.NOTICE, latest(one), null));
        Stream<Contact> refused = all.stream()
                .filter(one -> one.reason() != null && one.state() != Notices.State.STANDING)
                .flatMap(one -> contact(platform, Contact.Kind.NOTICE, ways.now(), one.reason()));
        return Stream.concat(standing, refused).limit(1);
    }

    private static @Nullable Instant latest(Notices.Subscription subscription) {
        return subscription.heard() == null ? subscription.since() : subscription.heard();
    }

    private static Stream<Contact> contact(
            Platform platform, Contact.Kind kind, @Nullable Instant at, @Nullable String fault) {
        return at == null ? Stream.empty() : Stream.of(new Contact(platform.id(), kind, fault == null, fault, at, at));
    }

    private PlatformView view(Platform platform, Checklist checklist, Words words) {
        return new PlatformView(
                platform.id().value().toString(),
                platform.name(),
                words.say("family." + family(platform)),
                platform.issuer(),
                platform.clientId(),
                String.join(words.say("list.comma"), platforms.deployments(platform.id())),
                checklist.state(),
                checklist.word());
    }

    static String family(Platform platform) {
        return platform.family().name().toLowerCase(Locale.ROOT);
    }

    static Map<PlatformId, String> names(List<Platform> platforms) {
        return platforms.stream().collect(toMap(Platform::id, Platform::name));
    }

    /** One platform of the overview, worded. */
    record PlatformView(
            String id,
            String name,
            String family,
            String issuer,
            String clientId,
            String deployments,
            String state,
            String word) {}
}
