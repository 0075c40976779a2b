package org.cairn.lti.checkup;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import java.net.URI;
import java.text.ParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.cairn.complaint.Complaint;
import org.cairn.lti.Contact;
import org.cairn.lti.service.ServiceCalls;
import org.cairn.lti.service.ServiceRefused;
import org.cairn.net.Outbound;
import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tries out what a registration promises: one call after the other, because Canvas counts calls under way together. */
@Component
class Trials {

    private static final String AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/";

    /** What we ask of every platform, in the order in which it is tried. */
    private static final Map<Contact.Kind, String> SCOPES = new EnumMap<>(Map.of(
            Contact.Kind.SCOPE_COLUMNS, AGS + "lineitem",
            Contact.Kind.SCOPE_SCORES, AGS + "score",
            Contact.Kind.SCOPE_RESULTS, AGS + "result.readonly",
            Contact.Kind.SCOPE_ROSTER, "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
            Contact.Kind.SCOPE_NOTICES, "https://purl.imsglobal.org/spec/lti/scope/noticehandlers"));

    /** Is told how a trial went; a null reason means well, else it is the text of a {@link Complaint}. */
    interface Listener {
        void tried(Contact.Kind kind, @Nullable String reason);
    }

    private final Outbound outbound;
    private final ServiceCalls services;

    Trials(Outbound outbound, ServiceCalls services) {
        this.outbound = outbound;
        this.services = services;
    }

    void run(Platform platform, Listener listener) {
        listener.tried(Contact.Kind.KEYS, keys(platform.jwksUrl()));
        @Nullable String unreachable = null;
        for (Map.Entry<Contact.Kind, String> scope : SCOPES.entrySet()) {
            if (scope.getKey() == Contact.Kind.SCOPE_NOTICES && platform.family() == Family.MOODLE) {
                continue; // Moodle has no notices
            }
            Answer answer = unreachable == null ? ask(platform, scope.getValue()) : new Answer(false, unreachable);
            // what did not answer once is not waited for four times more
            unreachable = answer.reached() ? null : answer.refusal();
            listener.tried(scope.getKey(), answer.refusal());
        }
    }

    private record Answer(boolean reached, @Nullable String refusal) {}

    private Answer ask(Platform platform, String scope) {
        try {
            boolean granted = services.granted(platform, Set.of(scope)).contains(scope);
            String host = platform.tokenUrl().getHost();
            return new Answer(
                    true,
                    granted ? null : Complaint.of("trial.no-scope", host, scope).text());
        } catch (ServiceRefused e) {
            return new Answer(e.reason() != ServiceRefused.Reason.NOT_REACHED, Complaint.text(e.why()));
        }
    }

    private @Nullable String keys(URI url) {
        try {
            Outbound.Answer answer = outbound.get(url, Map.of("Accept", "application/json, application/jwk-set+json"));
            if (!answer.isSuccess()) {
                return Complaint.of("keys.status", url.getHost(), answer.status())
                        .text();
            }
            boolean usable = JWKSet.parse(answer.text()).getKeys().stream().anyMatch(Trials::signs);
            return usable ? null : Complaint.of("keys.weak", url.getHost()).text();
        } catch (Outbound.Failed e) {
            return e.why().text();
        } catch (ParseException | RuntimeException e) {
            // whatever a stranger's text makes the parser throw, it means the same
            return Complaint.of("keys.none", url.getHost()).text();
        }
    }

    private static boolean signs(JWK key) {
        return KeyType.RSA.equals(key.getKeyType()) && key.size() >= 2048;
    }
}
