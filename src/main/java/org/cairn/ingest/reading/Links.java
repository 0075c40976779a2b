package org.cairn.ingest.reading;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses that strangers write and people will follow. */
public final class Links {

    /** The longest address that is kept. */
    public static final int LONGEST = 1000;

    private Links() {}

    /** The address, if it is one of the web over https, names nobody's password and hides nothing. */
    public static Optional<String> https(String text) {
        String bare = text.strip();
        if (bare.length() > LONGEST || !bare.regionMatches(true, 0, "https://", 0, 8)) {
            return Optional.empty();
        }
        try {
            URI address = new URI(bare);
            boolean usable = address.getHost() != null && address.getRawUserInfo() == null;
            return usable ? Optional.of("https" + address.toASCIIString().substring(5)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
