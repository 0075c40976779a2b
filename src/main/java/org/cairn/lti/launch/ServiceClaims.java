package org.cairn.lti.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cairn.lti.Services;
import org.jspecify.annotations.Nullable;

/**
 * Reads which services a launch offers (AGS 2.0 section 3.1, NRPS 2.0 section 3.6.1.1, PNS 1.0 section 3). An address that
 * the platform does not vouch for is no offer, because access tokens would go there.
 */
final class ServiceClaims {

    private static final String AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";
    private static final String NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";
    private static final String PNS = "https://purl.imsglobal.org/spec/lti/claim/platformnotificationservice";
    private static final int LONGEST_URL = 2000;
    private static final int MOST = 50;

    private final Claims claims;
    private final Vouched vouched;
    private boolean dropped;

    private ServiceClaims(Claims claims, Vouched vouched) {
        this.claims = claims;
        this.vouched = vouched;
    }

    /**
     * @param services what was offered and can be used
     * @param dropped whether an address was left out because it leads elsewhere
     */
    record Offer(Services services, boolean dropped) {}

    static Offer of(Claims claims, Vouched vouched) {
        return new ServiceClaims(claims, vouched).read();
    }

    private Offer read() {
        Claims grades = claims.objectOrNothing(AGS);
        Claims notices = claims.objectOrNothing(PNS);
        Services services = new Services(
                address(claims.objectOrNothing(NRPS).text("context_memberships_url")),
                address(grades.text("lineitems")),
                address(grades.text("lineitem")),
                texts(grades, "scope"),
                address(notices.text("platform_notification_service_url")),
                texts(notices, "notice_types_supported"));
        return new Offer(services, dropped);
    }

    private static Set<String> texts(Claims from, String name) {
        Set<String> texts = new LinkedHashSet<>();
        if (from.members().get(name) instanceof List<?> list) {
            list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .filter(text -> SafeText.isIdentifier(text, 255))
                    .limit(MOST)
                    .forEach(texts::add);
        }
        return Set.copyOf(texts);
    }

    private @Nullable URI address(@Nullable String url) {
        if (url == null || url.isBlank() || url.startsWith("$")) {
            return null;
        }
        try {
            URI address = new URI(url);
            if (url.length() <= LONGEST_URL && vouched.isService(address)) {
                return address;
            }
        } catch (URISyntaxException e) {
            // left out like an address elsewhere
        }
        dropped = true;
        return null;
    }
}
