package org.cairn.ingest.xapi.check;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Agents and Groups (Data 2.4.2), wherever they stand. */
public final class ActorCheck {

    private static final Set<String> AGENT = Set.of("objectType", "name", "mbox", "mbox_sha1sum", "openid", "account");
    private static final Set<String> GROUP =
            Set.of("objectType", "name", "mbox", "mbox_sha1sum", "openid", "account", "member");
    private static final Set<String> ACCOUNT = Set.of("homePage", "name");

    private ActorCheck() {}

    /** Checks an Agent or Group that came as a request's parameter. */
    public static void check(JsonNode actor) throws Flaw {
        actor(new Part("agent", actor));
    }

    /** Checks an Agent that came as a request's parameter. */
    public static void checkAgent(JsonNode agent) throws Flaw {
        agent(new Part("agent", agent));
    }

    static void actor(Part part) throws Flaw {
        part.anyObject();
        if (!part.has("objectType")) {
            agent(part);
            return;
        }
        switch (part.at("objectType").text()) {
            case "Agent" -> agent(part);
            case "Group" -> group(part);
            default -> throw part.flaw("is neither an Agent nor a Group.");
        }
    }

    static void agent(Part part) throws Flaw {
        part.object(AGENT);
        if (part.has("objectType") && !part.at("objectType").text().equals("Agent")) {
            throw part.flaw("is not an Agent.");
        }
        if (identifiers(part) != 1) {
            throw part.flaw("must be named in exactly one way: mbox, mbox_sha1sum, openid or account.");
        }
    }

    static void group(Part part) throws Flaw {
        part.object(GROUP);
        if (!part.at("objectType").text().equals("Group")) {
            throw part.flaw("is not a Group.");
        }
        int identifiers = identifiers(part);
        if (identifiers > 1) {
            throw part.flaw("is named in more than one way.");
        }
        if (identifiers == 0 || part.has("member")) {
            for (Part member : part.at("member").array()) {
                agent(member);
            }
        }
    }

    /** Only the two Agents of three-legged OAuth may be an authority together (Data 2.4.9). */
    static void authority(Part part) throws Flaw {
        actor(part);
        if (part.has("member")
                || part.has("objectType") && part.at("objectType").text().equals("Group")) {
            if (identifiers(part) != 0 || part.at("member").array().size() != 2) {
                throw part.flaw("is a Group, but not one of two Agents that has no name of its own.");
            }
        }
    }

    private static int identifiers(Part part) throws Flaw {
        part.optional("name", Part::text);
        part.optional("mbox", Forms::mailto);
        part.optional("mbox_sha1sum", Forms::sha1);
        part.optional("openid", Forms::iri);
        part.optional("account", ActorCheck::account);
        int number = 0;
        for (String key : Set.of("mbox", "mbox_sha1sum", "openid", "account")) {
            number += part.has(key) ? 1 : 0;
        }
        return number;
    }

    private static void account(Part part) throws Flaw {
        part.object(ACCOUNT);
        part.required("homePage", Forms::iri);
        part.required("name", Part::text);
    }
}
