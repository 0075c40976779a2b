package org.cairn.ingest.xapi.documents;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.cairn.ingest.Feed;
import org.cairn.people.Identifier;
import org.cairn.vault.Tokens;
import tools.jackson.databind.JsonNode;

/**
 * The agent of a document.
 *
 * @param agent what the agent is named by, in the sender's words: two are the same who are named by the same
 * @param person the digest by which the document is found when its person is to be forgotten
 */
public record Whose(String agent, String person) {

    private static final String USER_NAME = "user name";
    private static final String ACCOUNT = "account";
    private static final String MAIL = "mail";
    private static final String IRI = "iri";

    /** Whose an Agent that was checked is. */
    public static Whose of(Feed feed, JsonNode agent) {
        JsonNode account = agent.path("account");
        if (account.isObject()) {
            String home = account.path("homePage").asString("");
            String name = account.path("name").asString("");
            String kind = feed.reading().accountsAreUserNames() ? USER_NAME : ACCOUNT;
            return new Whose("account\n" + home + "\n" + name, account(kind, home, name));
        }
        if (agent.has("mbox")) {
            String mbox = agent.path("mbox").asString("");
            return new Whose("mbox\n" + mbox, digest(MAIL, sha1(mbox.toLowerCase(Locale.ROOT))));
        }
        if (agent.has("mbox_sha1sum")) {
            String sum = agent.path("mbox_sha1sum").asString("").toLowerCase(Locale.ROOT);
            return new Whose("sum\n" + sum, digest(MAIL, sum));
        }
        String openid = agent.path("openid").asString("");
        return new Whose("openid\n" + openid, digest(IRI, openid));
    }

    /** The digests under which documents of somebody may lie whom the platform of this issuer calls so. */
    static Stream<String> people(String issuer, Identifier identifier) {
        String value = identifier.value();
        return switch (identifier.kind()) {
            case SUB -> Stream.of(account(ACCOUNT, issuer, value));
            case USERNAME -> Stream.of(account(USER_NAME, issuer, value));
            case XAPI_ACCOUNT -> {
                int bar = value.indexOf('|');
                String home = value.substring(0, Math.max(0, bar));
                String name = value.substring(bar + 1);
                yield Stream.of(account(ACCOUNT, home, name), account(USER_NAME, home, name));
            }
            case EMAIL -> Stream.of(digest(MAIL, sha1("mailto:" + value.toLowerCase(Locale.ROOT))));
            case EMAIL_SHA1 -> Stream.of(digest(MAIL, value.toLowerCase(Locale.ROOT)));
            case IRI -> Stream.of(digest(IRI, value));
            case LTI11, CANVAS_GLOBAL, CANVAS_LOCAL, CANVAS_UUID, SIS -> Stream.of();
        };
    }

    /** A site is the same by http and by https, with and without the slash at its end. */
    private static String account(String kind, String home, String name) {
        String site = home.strip().replaceFirst("^(?i:https?)://", "").replaceFirst("/$", "");
        return digest(kind, site.toLowerCase(Locale.ROOT) + "\n" + name);
    }

    private static String digest(String kind, String name) {
        return Tokens.digest(kind + "\n" + name);
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
