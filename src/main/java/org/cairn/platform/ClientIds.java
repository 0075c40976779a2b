package org.cairn.platform;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.stream.Stream;
import org.cairn.net.Servers;
import org.jspecify.annotations.Nullable;

/**
 * Whose a client id is. Our one key speaks for every client id we hold, so whoever could register another institution's
 * client id and have an assertion made that its token server takes would be given tokens for its courses.
 */
final class ClientIds {

    /** The ids of one shard of Canvas; below it an id may be short for another one, depending on who is asked. */
    private static final BigInteger SHARD = BigInteger.TEN.pow(13);

    private ClientIds() {}

    /**
     * How a platform knows us.
     *
     * @param audience what our assertions are addressed to; null for the token server itself
     */
    record Held(Platform platform, @Nullable String audience) {

        /** Whoever names another's server as the audience is given what that server takes. */
        private boolean isAddressedToItself() {
            return audience == null || ofAudience(audience).equals(domain(platform.tokenUrl()));
        }

        /** Hosted Canvas takes its client ids under many names, also of its customers' own domains. */
        private boolean isHosted() {
            return Stream.of(platform.authorizationUrl(), platform.tokenUrl(), platform.jwksUrl())
                    .map(ClientIds::domain)
                    .anyMatch(domain -> domain.equals("instructure.com") || domain.equals("canvaslms.com"));
        }
    }

    /**
     * Says whether two institutions may both be known so: under one client id only if it is a number, which every Canvas
     * that somebody runs themselves counts from one, and if what either token server takes is of no use at the other.
     */
    static boolean mayBothBe(Held one, Held other) {
        if (!areSame(one.platform().clientId(), other.platform().clientId())) {
            return true;
        }
        return isNumber(one.platform().clientId())
                && isNumber(other.platform().clientId())
                && Stream.of(one, other).allMatch(held -> held.isAddressedToItself() && !held.isHosted())
                && !domain(one.platform().tokenUrl())
                        .equals(domain(other.platform().tokenUrl()));
    }

    /** Says whether two client ids can mean the same; to Canvas {@code 12} may be short for {@code 170000000000012}. */
    static boolean areSame(String one, String other) {
        if (!isNumber(one) || !isNumber(other)) {
            return one.equals(other);
        }
        BigInteger left = new BigInteger(one);
        BigInteger right = new BigInteger(other);
        boolean isShort = left.min(right).compareTo(SHARD) < 0;
        return isShort ? left.mod(SHARD).equals(right.mod(SHARD)) : left.equals(right);
    }

    /** Says whether Canvas would take this for a number although it is not written like one. */
    static boolean isOddNumber(String clientId) {
        return clientId.matches("0[0-9]+|[0-9]+~-?[0-9]+|-[0-9]+");
    }

    private static boolean isNumber(String clientId) {
        return clientId.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String ofAudience(String audience) {
        try {
            return domain(new URI(audience));
        } catch (URISyntaxException e) {
            return "";
        }
    }

    /** The domain that somebody registered, such as {@code example.edu}; the host itself where there is none. */
    private static String domain(URI url) {
        return Servers.domain(url).orElseGet(() -> String.valueOf(url.getHost()).toLowerCase(Locale.ROOT));
    }
}
