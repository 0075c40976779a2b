package org.cairn.lti.registration;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cairn.complaint.Objection;
import org.cairn.lti.Invitation;
import org.cairn.lti.registration.StoredInvitations.Claim;
import org.cairn.net.Outbound;
import org.cairn.net.PublicUrl;
import org.cairn.net.Servers;
import org.cairn.platform.CanvasTwins;
import org.cairn.platform.Connection;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Connects a platform that opened an invitation: reads its configuration, registers Cairn there, and keeps what both
 * agreed on (LTI Dynamic Registration 1.0). Whatever fails leaves nothing behind, and the invitation as it was.
 */
@Component
class Registrar {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    private static final String JSON = "application/json";

    private final StoredInvitations invitations;
    private final Platforms platforms;
    private final Outbound outbound;
    private final TransactionTemplate transactions;
    private final Addresses addresses;
    private final ToolDescription tool;

    Registrar(
            StoredInvitations invitations,
            Platforms platforms,
            Outbound outbound,
            TransactionTemplate transactions,
            PublicUrl publicUrl) {
        this.invitations = invitations;
        this.platforms = platforms;
        this.outbound = outbound;
        this.transactions = transactions;
        this.addresses = new Addresses(publicUrl);
        this.tool = ToolDescription.at(publicUrl);
    }

    /**
     * What a platform's request holds.
     *
     * @param configuration where the platform describes itself
     * @param registrationToken the platform's leave to register; null where it needs none
     * @param confirmed the foreign servers to which an administrator agreed
     */
    record Request(
            String invitation,
            String configuration,
            @Nullable String registrationToken,
            Set<String> confirmed) {}

    /** How a request ended that did not fail. */
    sealed interface Outcome {

        /**
         * The platform is connected.
         *
         * @param all the platform and its twins
         */
        record Connected(Platform platform, Invitation invitation, List<Platform> all, URI issuer) implements Outcome {}

        /** Nothing was done yet: an administrator must agree to these servers, which are not the platform's own. */
        record Unconfirmed(List<String> servers) implements Outcome {}
    }

    Outcome register(Request request) throws RegistrationFailed {
        Invitation invitation = open(request.invitation());
        URI configuration = addresses.accepted(request.configuration()).orElseThrow(Failure.ADDRESS::because);
        Claim claim = invitations.claim(request.invitation()).orElseThrow(Failure.INVITATION_BUSY::because);
        try {
            return register(request, configuration, invitation, claim);
        } finally {
            invitations.release(claim);
        }
    }

    /** The invitation of this token, which must be good. */
    Invitation open(String token) throws RegistrationFailed {
        Invitation invitation = invitations.find(token).orElseThrow(Failure.INVITATION_UNKNOWN::because);
        return switch (invitation.state()) {
            case OPEN -> invitation;
            case USED -> throw Failure.INVITATION_USED.because();
            case EXPIRED -> throw Failure.INVITATION_EXPIRED.because();
        };
    }

    private Outcome register(Request request, URI configuration, Invitation invitation, Claim claim)
            throws RegistrationFailed {
        PlatformConfiguration platform =
                PlatformConfiguration.read(fetch(configuration, request), addresses, invitation.family());
        List<String> strangers = platform.strangers(configuration);
        if (!request.confirmed().containsAll(strangers)) {
            return new Outcome.Unconfirmed(strangers);
        }
        RegistrationAnswer answer = RegistrationAnswer.read(ask(platform, request));
        List<Platform> all = keep(newPlatform(invitation, platform, answer), platform, claim);
        LOG.info("registered {} with client id {} by invitation", platform.issuer(), answer.clientId());
        return new Outcome.Connected(all.getFirst(), invitation, all, platform.issuerUrl());
    }

    private Outbound.Answer fetch(URI configuration, Request request) throws RegistrationFailed {
        try {
            return outbound.call(
                    Outbound.Call.get(configuration, headers(request)).within(Outbound.Limits.PATIENT));
        } catch (Outbound.Failed failed) {
            throw failed(failed, configuration);
        }
    }

    private Outbound.Answer ask(PlatformConfiguration platform, Request request) throws RegistrationFailed {
        byte[] body = Json.write(RegistrationRequest.of(tool, platform));
        try {
            return outbound.call(Outbound.Call.post(platform.registrationUrl(), headers(request), JSON, body)
                    .within(Outbound.Limits.PATIENT));
        } catch (Outbound.Failed failed) {
            throw failed(failed, platform.registrationUrl());
        }
    }

    /** Canvas asks for its token with the configuration as well; to others it is no news. */
    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", JSON));
        if (request.registrationToken() != null) {
            headers.put("Authorization", "Bearer " + request.registrationToken());
        }
        return headers;
    }

    private static RegistrationFailed failed(Outbound.Failed failed, URI url) {
        Failure failure = switch (failed.reason()) {
            case NOT_ALLOWED -> Failure.PRIVATE;
            case NOT_REACHED -> Failure.NOT_REACHED;
            case TOO_SLOW -> Failure.TOO_SLOW;
            case TOO_LONG -> Failure.TOO_LONG;
        };
        return failure.because(Servers.name(url));
    }

    private static NewPlatform newPlatform(
            Invitation invitation, PlatformConfiguration platform, RegistrationAnswer answer) {
        return new NewPlatform(
                invitation.institution(),
                Optional.ofNullable(invitation.platformName())
                        .or(() -> Optional.ofNullable(platform.accountName()))
                        .orElse(Servers.name(platform.issuerUrl())),
                platform.family(),
                platform.issuer(),
                answer.clientId(),
                platform.authorizationUrl(),
                platform.tokenUrl(),
                platform.jwksUrl(),
                answer.deploymentId() == null ? List.of() : List.of(answer.deploymentId()));
    }

    /** Stores the platform with its twins and spends the invitation, all or nothing. */
    private List<Platform> keep(NewPlatform registered, PlatformConfiguration platform, Claim claim)
            throws RegistrationFailed {
        try {
            return Objects.requireNonNull(
                    transactions.execute(status -> store(registered, platform, claim)), "platforms were stored");
        } catch (Platforms.AlreadyRegistered elsewhere) {
            // over there Cairn is registered now, so this link has done its work
            invitations.spend(claim);
            throw Failure.OTHER_INSTITUTION.because(registered.issuer());
        } catch (Objection notStorable) {
            throw Failure.ANSWER_WRONG.because(notStorable.why());
        } catch (SpentMeanwhile spent) {
            throw Failure.INVITATION_USED.because();
        }
    }

    private List<Platform> store(NewPlatform registered, PlatformConfiguration platform, Claim claim) {
        if (!invitations.spend(claim)) {
            throw new SpentMeanwhile();
        }
        List<NewPlatform> all = new ArrayList<>(List.of(registered));
        all.addAll(CanvasTwins.of(registered));
        List<Platform> stored = all.stream()
                .map(one ->
                        platforms.connect(one, Connection.Origin.DYNAMIC, platform.guid(), platform.tokenAudience()))
                .toList();
        invitations.connected(claim, stored.getFirst().id());
        return stored;
    }

    /** Says that the invitation was used or withdrawn while the platform took its time. */
    private static final class SpentMeanwhile extends RuntimeException {}
}
