package org.cairn.credential;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.cairn.credential.key.Issuer;
import org.cairn.credential.key.Issuers;
import org.cairn.credential.ob3.Achievements;
import org.cairn.credential.ob3.Criteria;
import org.cairn.credential.proof.Contexts;
import org.cairn.credential.status.StatusLists;
import org.cairn.net.PublicUrl;
import org.cairn.pathway.Badge;
import org.cairn.pathway.Catalogue;
import org.cairn.pathway.Pathways;
import org.cairn.platform.InstitutionId;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents that verifiers and wallets fetch, from any origin. Addresses that end in {@code .json} never answer
 * anything else.
 */
@RestController
@CrossOrigin
class PublicDocuments {

    private static final MediaType CREDENTIAL = MediaType.parseMediaType("application/vc+ld+json");
    private static final Duration KEYS_KEEP = Duration.ofMinutes(5);
    private static final Duration STATUS_KEEPS = Duration.ofMinutes(1);

    private final Credentials credentials;
    private final Issuers issuers;
    private final StatusLists lists;
    private final Pathways pathways;
    private final PublicUrl publicUrl;

    PublicDocuments(
            Credentials credentials, Issuers issuers, StatusLists lists, Pathways pathways, PublicUrl publicUrl) {
        this.credentials = credentials;
        this.issuers = issuers;
        this.lists = lists;
        this.pathways = pathways;
        this.publicUrl = publicUrl;
    }

    /** A private credential answers exactly as one that does not exist, unless the operator asks. */
    @GetMapping("/credentials/{id}.json")
    ResponseEntity<String> credential(@PathVariable String id, HttpServletRequest request) {
        Optional<Credential> visible =
                credentials.find(id).filter(credential -> credential.shared() || request.isUserInRole("OPERATOR"));
        ResponseEntity.BodyBuilder answer = visible.isPresent() ? ResponseEntity.ok() : ResponseEntity.status(404);
        answer.cacheControl(CacheControl.noStore()).header("X-Robots-Tag", "noindex");
        return visible.map(found -> answer.contentType(CREDENTIAL).body(credentials.json(found)))
                .orElseGet(answer::build);
    }

    @GetMapping("/status/{list}")
    ResponseEntity<String> status(@PathVariable String list) {
        return uuid(list)
                .flatMap(lists::document)
                .map(document -> ResponseEntity.ok()
                        .cacheControl(CacheControl.maxAge(STATUS_KEEPS).cachePublic())
                        .contentType(CREDENTIAL)
                        .body(document))
                .orElseGet(PublicDocuments::nothing);
    }

    @GetMapping("/issuers/{institution}/did.json")
    ResponseEntity<String> did(@PathVariable String institution) {
        return institution(institution)
                .filter(id -> issuers.find(id).isPresent())
                .map(id -> json(issuers.didDocument(id)))
                .orElseGet(PublicDocuments::nothing);
    }

    @GetMapping("/issuers/{institution}.json")
    ResponseEntity<String> profile(@PathVariable String institution) {
        return institution(institution)
                .flatMap(issuers::find)
                .map(Issuer::profile)
                .map(profile -> json(withContexts(profile)))
                .orElseGet(PublicDocuments::nothing);
    }

    @GetMapping("/badges/{institution}/{key}.json")
    ResponseEntity<String> badge(@PathVariable String institution, @PathVariable String key) {
        return institution(institution)
                .filter(id -> issuers.find(id).isPresent())
                .flatMap(id -> achievement(id, key))
                .map(achievement -> json(withContexts(achievement)))
                .orElseGet(PublicDocuments::nothing);
    }

    private Optional<ObjectNode> achievement(InstitutionId institution, String key) {
        Catalogue catalogue = pathways.catalogue(institution);
        return catalogue.badge(key).map(badge -> achievement(institution, catalogue, badge));
    }

    private ObjectNode achievement(InstitutionId institution, Catalogue catalogue, Badge badge) {
        return Achievements.of(
                badge,
                publicUrl.of(Desk.badgePath(institution, badge.key())),
                Criteria.sentences(badge.rule(), badge.milestones(), other -> Desk.title(catalogue, other)));
    }

    private static ObjectNode withContexts(ObjectNode node) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        Contexts.OF_BADGE.forEach(document.putArray("@context")::add);
        document.setAll(node);
        return document;
    }

    private static ResponseEntity<String> json(ObjectNode document) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(KEYS_KEEP).cachePublic())
                .contentType(MediaType.APPLICATION_JSON)
                .body(document.toString());
    }

    private static ResponseEntity<String> nothing() {
        return ResponseEntity.notFound().build();
    }

    private static Optional<InstitutionId> institution(String text) {
        return uuid(text).map(InstitutionId::new);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
