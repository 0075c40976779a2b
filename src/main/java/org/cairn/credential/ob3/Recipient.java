package org.cairn.credential.ob3;

import java.util.Locale;
import java.util.UUID;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom the credential is about: a salted digest, so that only somebody who knows the identifier can match it.
 *
 * @param email null where the platforms keep it private; our own opaque id stands for the person then
 */
public record Recipient(UUID learner, @Nullable String email, String salt) {

    /** The Open Badges identity object. */
    ObjectNode identity() {
        String address = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        boolean byEmail = !address.isEmpty();
        String identifier = byEmail ? address : learner.toString();
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "IdentityObject")
                .put("hashed", true)
                .put("identityHash", hash(identifier, salt))
                .put("identityType", byEmail ? "emailAddress" : "ext:cairnLearnerId")
                .put("salt", salt);
    }

    static String hash(String identifier, String salt) {
        return "sha256$" + Tokens.digest(identifier + salt);
    }

    /** Keeps the address out of logs. */
    @Override
    public String toString() {
        return "Recipient[" + learner + "]";
    }
}
