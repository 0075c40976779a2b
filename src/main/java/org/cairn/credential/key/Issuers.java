package org.cairn.credential.key;

import java.net.URI;
import java.util.Optional;
import org.cairn.credential.proof.SigningKey;
import org.cairn.net.PublicUrl;
import org.cairn.platform.InstitutionId;
import org.cairn.platform.Platforms;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The institutions as issuers: each a {@code did:web} under our host.
 *
 * @see <a href="https://w3c-ccg.github.io/did-method-web/">did:web</a>
 */
@Component
public class Issuers {

    private final IssuerKeys keys;
    private final Platforms platforms;
    private final PublicUrl publicUrl;

    Issuers(IssuerKeys keys, Platforms platforms, PublicUrl publicUrl) {
        this.keys = keys;
        this.platforms = platforms;
        this.publicUrl = publicUrl;
    }

    public Optional<Issuer> find(InstitutionId institution) {
        return platforms
                .institution(institution)
                .map(known -> new Issuer(did(institution), known.name(), publicUrl.of(path(institution))));
    }

    public SigningKey signingKey(InstitutionId institution) {
        IssuerKeys.Key key = keys.current(institution);
        return new SigningKey(did(institution) + "#" + key.multikey(), key.privateKey());
    }

    /** The DID document, with every key that the institution ever signed with. */
    public ObjectNode didDocument(InstitutionId institution) {
        String did = did(institution);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("@context").add("https://www.w3.org/ns/did/v1").add("https://w3id.org/security/multikey/v1");
        document.put("id", did);
        ArrayNode methods = document.putArray("verificationMethod");
        ArrayNode assertions = document.putArray("assertionMethod");
        for (String multikey : keys.all(institution)) {
            String id = did + "#" + multikey;
            methods.addObject()
                    .put("id", id)
                    .put("type", "Multikey")
                    .put("controller", did)
                    .put("publicKeyMultibase", multikey);
            assertions.add(id);
        }
        return document;
    }

    /** Such as {@code did:web:badges.example.edu:issuers:0198…}: a port's colon is written {@code %3A}. */
    public String did(InstitutionId institution) {
        URI base = publicUrl.publicUrl();
        String host = base.getHost().replace("[", "%5B").replace("]", "%5D").replace(":", "%3A");
        String port = base.getPort() < 0 ? "" : "%3A" + base.getPort();
        return "did:web:%s%s:issuers:%s".formatted(host, port, institution.value());
    }

    private static String path(InstitutionId institution) {
        return "/issuers/" + institution.value();
    }
}
