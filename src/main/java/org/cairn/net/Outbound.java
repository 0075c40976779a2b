package org.cairn.net;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.Explained;
import org.jspecify.annotations.Nullable;

/**
 * The one way by which Cairn calls other servers: https only, to addresses that are open to the world or that the
 * operator allows, without following redirects, and never for longer or larger than it bears.
 */
public interface Outbound {

    /**
     * Calls, and reads the whole answer; an error status is an answer, too.
     *
     * @throws Failed when there is no answer that could be read whole
     */
    Answer call(Call call) throws Failed;

    /** Gets within the usual limits. */
    default Answer get(URI url, Map<String, String> headers) throws Failed {
        return call(Call.get(url, headers));
    }

    /** Posts within the usual limits. */
    default Answer post(URI url, Map<String, String> headers, String contentType, byte[] body) throws Failed {
        return call(Call.post(url, headers, contentType, body));
    }

    /** What is asked of a server. */
    enum Method {
        GET,
        POST,
        PUT,
        DELETE
    }

    /** How long a call may take in all, and how many bytes of the answer are read. */
    record Limits(Duration time, int bytes) {
        /** For a long list in one answer, such as the roster of a whole course. */
        public static final Limits LONG_LIST = new Limits(Duration.ofSeconds(10), 10_000_000);
        /** For what is asked once and cannot be asked again, such as a registration. */
        public static final Limits PATIENT = new Limits(Duration.ofSeconds(10), 1_000_000);
    }

    /** What is sent. */
    record Content(String type, byte[] bytes) {}

    /**
     * One call.
     *
     * @param limits null for the usual ones: five seconds and a million bytes
     */
    record Call(
            Method method,
            URI url,
            Map<String, String> headers,
            @Nullable Content content,
            @Nullable Limits limits) {

        public static Call get(URI url, Map<String, String> headers) {
            return new Call(Method.GET, url, headers, null, null);
        }

        public static Call post(URI url, Map<String, String> headers, String contentType, byte[] body) {
            return new Call(Method.POST, url, headers, new Content(contentType, body), null);
        }

        public static Call put(URI url, Map<String, String> headers, String contentType, byte[] body) {
            return new Call(Method.PUT, url, headers, new Content(contentType, body), null);
        }

        public static Call delete(URI url, Map<String, String> headers) {
            return new Call(Method.DELETE, url, headers, null, null);
        }

        public Call within(Limits other) {
            return new Call(method, url, headers, content, other);
        }

        /** The same call with one more header. */
        public Call with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Call(method, url, Map.copyOf(more), content, limits);
        }
    }

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

    /** Says that a call brought no answer, and why: that names the server and nothing secret. */
    final class Failed extends Exception implements Explained {

        private final Reason reason;
        private final Complaint why;

        public Failed(Reason reason, Complaint why, @Nullable Throwable cause) {
            super(why.line(), cause);
            this.reason = reason;
            this.why = why;
        }

        public Failed(Reason reason, Complaint why) {
            this(reason, why, null);
        }

        @Override
        public Complaint why() {
            return why;
        }

        public Reason reason() {
            return reason;
        }
    }
}
