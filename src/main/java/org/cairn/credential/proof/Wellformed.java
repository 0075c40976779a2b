package org.cairn.credential.proof;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What must hold before a document is signed, because JSON-LD processors pass over it in silence: ids are strict
 * absolute URIs, types are known ones, and no string carries control characters.
 */
final class Wellformed {

    private static final Set<String> TYPES = Set.of(
            "VerifiableCredential",
            "OpenBadgeCredential",
            "AchievementCredential",
            "AchievementSubject",
            "Achievement",
            "Alignment",
            "Association",
            "BitstringStatusList",
            "BitstringStatusListCredential",
            "BitstringStatusListEntry",
            "ClrCredential",
            "ClrSubject",
            "Criteria",
            "DataIntegrityProof",
            "Evidence",
            "IdentityObject",
            "Image",
            "Profile",
            "1EdTechJsonSchemaValidator2019");

    /** Members whose values JSON-LD reads as ids. */
    private static final Set<String> IDS = Set.of("id", "statusListCredential", "verificationMethod");

    private Wellformed() {}

    /** @throws IllegalArgumentException naming the member and what is wrong with it */
    static void check(JsonNode node) {
        check("", node);
    }

    private static void check(String path, JsonNode node) {
        if (node.isNull()) {
            throw wrong(path, "is null");
        }
        if (node.isString()) {
            text(path, node.asString());
        }
        if (node.isArray()) {
            array(path, node);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            member(path + "/" + member.getKey(), member.getKey(), member.getValue());
        }
    }

    private static void array(String path, JsonNode node) {
        if (node.isEmpty()) {
            throw wrong(path, "is an empty array");
        }
        for (JsonNode element : node) {
            check(path, element);
        }
    }

    private static void member(String path, String name, JsonNode value) {
        if (name.equals("type")) {
            type(path, value);
        }
        boolean id = IDS.contains(name) || (name.equals("issuer") && value.isString());
        if (id && !(value.isString() && Uris.isStrict(value.asString()))) {
            throw wrong(path, "is not a strict absolute URI");
        }
        check(path, value);
    }

    private static void type(String path, JsonNode value) {
        if (value.isArray()) {
            value.forEach(each -> type(path, each));
        } else if (!value.isString() || !TYPES.contains(value.asString())) {
            throw wrong(path, "is a type that no bundled context defines");
        }
    }

    private static void text(String path, String text) {
        if (!Texts.isClean(text)) {
            throw wrong(path, "holds control characters or half a character");
        }
    }

    private static IllegalArgumentException wrong(String path, String what) {
        return new IllegalArgumentException("%s %s".formatted(path.isEmpty() ? "/" : path, what));
    }
}
