package org.cairn.credential.key;

import org.cairn.credential.proof.Texts;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who issues: the DID, the name, and the address of the page about it. */
public record Issuer(String did, String name, String url) {

    /** The Open Badges profile. */
    public ObjectNode profile() {
        ObjectNode profile = JsonNodeFactory.instance.objectNode().put("id", did);
        profile.putArray("type").add("Profile");
        return profile.put("name", Texts.clean(name)).put("url", url);
    }
}
