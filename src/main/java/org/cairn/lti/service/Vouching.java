package org.cairn.lti.service;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cairn.complaint.Complaint;
import org.cairn.net.Servers;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Which servers may see a platform's access tokens: those that its registration names, others of the same domain, those
 * where launches that were let in found its rosters, and those that the operator adds.
 */
@Component
class Vouching {

    /** Hosted Canvas answers under both. */
    private static final Set<String> CANVAS = Set.of("instructure.com", "canvaslms.com");

    private static final int MOST_REMEMBERED = 10_000;

    /** Says whether a launch that was let in told of a service on the server of which URLs begin so. */
    interface Learned {
        boolean isKnown(PlatformId platform, String beginning);
    }

    private record Known(PlatformId platform, String beginning) {}

    private final Set<String> added;
    private final Learned learned;
    private final Set<Known> known = ConcurrentHashMap.newKeySet();

    @Autowired
    Vouching(TokenSettings settings, JdbcServiceHosts learned) {
        this(settings.serviceHosts(), learned::isKnown);
    }

    Vouching(List<String> added, Learned learned) {
        this.learned = learned;
        this.added = Set.copyOf(added.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .toList());
    }

    /** @throws ServiceRefused when a token of this platform must not be sent there */
    void check(Platform platform, URI url) throws ServiceRefused {
        if (url.getHost() == null || !vouches(platform, url)) {
            throw new ServiceRefused(
                    ServiceRefused.Reason.NOT_ALLOWED, Complaint.of("service.unvouched", url.getHost()));
        }
    }

    private boolean vouches(Platform platform, URI url) {
        return isAdded(url)
                || Stream.of(
                                URI.create(platform.issuer()),
                                platform.tokenUrl(),
                                platform.authorizationUrl(),
                                platform.jwksUrl())
                        .anyMatch(own -> Servers.isSame(own, url) || isSameDomain(own, url))
                || isLearned(platform.id(), url);
    }

    /** A university may reach its hosted Canvas by a name of its own; its launches, which Canvas signs, tell. */
    private boolean isLearned(PlatformId platform, URI url) {
        if (!"https".equalsIgnoreCase(url.getScheme()) || url.getRawUserInfo() != null) {
            return false;
        }
        Known asked = new Known(platform, "https://" + url.getRawAuthority() + "/");
        if (known.contains(asked)) {
            return true;
        }
        boolean isKnown = learned.isKnown(platform, asked.beginning());
        if (isKnown && known.size() < MOST_REMEMBERED) {
            known.add(asked);
        }
        return isKnown;
    }

    private boolean isAdded(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                && added.contains(url.getHost().toLowerCase(Locale.ROOT));
    }

    private static boolean isSameDomain(URI own, URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                && (url.getPort() == -1 || url.getPort() == 443)
                && Servers.domain(url)
                        .flatMap(domain -> Servers.domain(own).filter(ours -> isOneDomain(ours, domain)))
                        .isPresent();
    }

    private static boolean isOneDomain(String one, String other) {
        return one.equals(other) || (CANVAS.contains(one) && CANVAS.contains(other));
    }
}
