package org.cairn.credential;

import java.security.PublicKey;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.complaint.Complaint;
import org.cairn.credential.Credentials.Check;
import org.cairn.credential.key.Issuers;
import org.cairn.credential.proof.DataIntegrity;
import org.cairn.credential.proof.Multikey;
import org.cairn.credential.status.StatusLists;
import org.cairn.platform.InstitutionId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks a signed credential from what is public about it: its JSON, the DID document, the status list, the time. */
@Component
class Verification {

    private final Issuers issuers;
    private final StatusLists lists;
    private final Clock clock;
    private final JsonMapper json;

    Verification(Issuers issuers, StatusLists lists, Clock clock, JsonMapper json) {
        this.issuers = issuers;
        this.lists = lists;
        this.clock = clock;
        this.json = json;
    }

    List<Check> of(InstitutionId institution, String signed) {
        JsonNode credential = json.readTree(signed);
        JsonNode did = issuers.didDocument(institution);
        Optional<PublicKey> key = publishedKey(credential, did);
        List<Check> checks = new ArrayList<>();
        checks.add(signature(credential, key));
        checks.add(issuer(credential, did, key));
        checks.add(status(credential, did));
        checks.add(dates(credential));
        return List.copyOf(checks);
    }

    private static Check signature(JsonNode credential, Optional<PublicKey> key) {
        boolean passed = key.isPresent() && DataIntegrity.verify(credential, key.get());
        return new Check("signature", passed, passed ? Complaint.of("proof.whole") : Complaint.of("proof.broken"));
    }

    private static Check issuer(JsonNode credential, JsonNode did, Optional<PublicKey> key) {
        String id = issuerOf(credential);
        boolean passed = key.isPresent() && id.equals(did.path("id").asString(""));
        return new Check(
                "issuer",
                passed,
                passed
                        ? Complaint.of(
                                "proof.own",
                                credential.path("issuer").path("name").asString(id))
                        : Complaint.of("proof.foreign"));
    }

    private Check status(JsonNode credential, JsonNode did) {
        JsonNode entry = credential.path("credentialStatus");
        String url = entry.path("statusListCredential").asString("");
        try {
            UUID id = UUID.fromString(url.substring(url.lastIndexOf('/') + 1));
            int index = Integer.parseInt(entry.path("statusListIndex").asString(""));
            JsonNode list = json.readTree(lists.document(id).orElseThrow(IllegalArgumentException::new));
            boolean genuine = url.equals(list.path("id").asString(""))
                    && issuerOf(credential).equals(list.path("issuer").asString(""))
                    && publishedKey(list, did)
                            .filter(key -> DataIntegrity.verify(list, key))
                            .isPresent();
            if (!genuine) {
                return new Check("status", false, Complaint.of("proof.list-forged"));
            }
            return StatusLists.isSet(list, index)
                    ? new Check("status", false, Complaint.of("proof.revoked"))
                    : new Check("status", true, Complaint.of("proof.stands"));
        } catch (IllegalArgumentException e) {
            return new Check("status", false, Complaint.of("proof.list-unread"));
        }
    }

    private Check dates(JsonNode credential) {
        try {
            Instant from = instant(credential.path("validFrom").asString(""));
            Instant now = clock.instant();
            String until = credential.path("validUntil").asString("");
            boolean passed =
                    !from.isAfter(now) && (until.isEmpty() || instant(until).isAfter(now));
            return new Check("dates", passed, passed ? Complaint.of("proof.today") : Complaint.of("proof.not-today"));
        } catch (DateTimeException e) {
            return new Check("dates", false, Complaint.of("proof.no-dates"));
        }
    }

    /** The key that the proof names, if the DID document lists it for this purpose. */
    private static Optional<PublicKey> publishedKey(JsonNode signed, JsonNode did) {
        String method = DataIntegrity.verificationMethod(signed);
        boolean mayAssert = did.path("assertionMethod").values().stream()
                .anyMatch(each -> each.asString("").equals(method));
        if (!mayAssert) {
            return Optional.empty();
        }
        return did.path("verificationMethod").values().stream()
                .filter(each -> each.path("id").asString("").equals(method))
                .map(each -> Multikey.read(each.path("publicKeyMultibase").asString("")))
                .findFirst();
    }

    private static String issuerOf(JsonNode credential) {
        JsonNode issuer = credential.path("issuer");
        return issuer.isString() ? issuer.asString() : issuer.path("id").asString("");
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
