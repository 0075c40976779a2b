package org.cairn.lti;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The one way by which Cairn calls other servers: https only, to addresses that are open to the world or that the
 * operator allows, without following redirects, and never for longer or larger than it bears.
 */
public interface Outbound {

    /** @throws Failed when there is no answer that could be read whole; an error status is an answer */
    Answer get(URI url, Map<String, String> headers) throws Failed;

    /** @throws Failed when there is no answer that could be read whole; an error status is an answer */
    Answer post(URI url, Map<String, String> headers, String contentType, byte[] body) throws Failed;

    /**
     * What a server answered.
     *
     * @param headers by name in lower case
     */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        public List<String> all(String header) {
            return headers.getOrDefault(header.toLowerCase(Locale.ROOT), List.of());
        }

        public Optional<String> first(String header) {
            return all(header).stream().findFirst();
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Why a call brought no answer. */
    enum Reason {
        /** The URL or its address is none that Cairn calls. */
        NOT_ALLOWED,
        /** The name is unknown, nobody listens, the certificate is wrong, or the connection broke. */
        NOT_REACHED,
        TOO_SLOW,
        TOO_LONG
    }

    /** Says that a call brought no answer; the message names the server and nothing secret. */
    final class Failed extends Exception {

        private final Reason reason;

        public Failed(Reason reason, String message, Throwable cause) {
            super(message, cause);
            this.reason = reason;
        }

        public Failed(Reason reason, String message) {
            super(message);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }
}
