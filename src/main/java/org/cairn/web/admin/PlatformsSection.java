package org.cairn.web.admin;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.ingest.Feed;
import org.cairn.ingest.Feeds;
import org.cairn.ingest.Ingestion;
import org.cairn.lti.Checkups;
import org.cairn.lti.Contact;
import org.cairn.lti.Deployments;
import org.cairn.lti.InstitutionId;
import org.cairn.lti.Platform;
import org.cairn.lti.PlatformId;
import org.cairn.lti.Platforms;
import org.cairn.web.Problem;
import org.cairn.web.Ways;
import org.cairn.web.Words;
import org.springframework.stereotype.Component;

/** What the pages say about the platforms of an institution: each with what is done and what is still to do. */
@Component
class PlatformsSection {

    private final Platforms platforms;
    private final Checkups checkups;
    private final Optional<Deployments> deployments;
    private final Feeds feeds;
    private final Ingestion ingestion;
    private final Ways ways;

    PlatformsSection(
            Platforms platforms,
            Checkups checkups,
            Optional<Deployments> deployments,
            Feeds feeds,
            Ingestion ingestion,
            Ways ways) {
        this.platforms = platforms;
        this.checkups = checkups;
        this.deployments = deployments;
        this.feeds = feeds;
        this.ingestion = ingestion;
        this.ways = ways;
    }

    /** The platform of that id, which must be the institution's own and must not have been removed. */
    Platform own(InstitutionId institution, java.util.UUID id) {
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
                        contacts,
                        deployments.map(d -> d.waiting(platform.id()).size()).orElse(0),
                        !own.isEmpty(),
                        own.stream()
                                .flatMap(feed ->
                                        ingestion.lastReceivedAt(platform.id().institution(), feed.id()).stream())
                                .max(java.time.Instant::compareTo)
                                .orElse(null)));
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
