package org.cairn.credential.ob3;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.cairn.credential.key.Issuer;
import org.cairn.credential.proof.Contexts;
import org.cairn.credential.proof.Texts;
import org.cairn.pathway.Badge;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that an Open Badges 3.0 credential says.
 *
 * @param url the public address of the credential, which is its id
 * @param badgeUrl the public address of the badge
 * @param status the members that point to its status list entry
 * @see <a href="https://www.imsglobal.org/spec/ob/v3p0#achievementcredential">AchievementCredential</a>
 */
public record OpenBadge(
        String url,
        Issuer issuer,
        Badge badge,
        String badgeUrl,
        List<String> criteria,
        List<EvidenceLine> evidence,
        Recipient recipient,
        Instant earnedAt,
        Instant issuedAt,
        ObjectNode status) {

    private static final String SCHEMA =
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

    /** The credential without a proof. */
    public ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        Contexts.OF_BADGE.forEach(document.putArray("@context")::add);
        document.put("id", url);
        document.putArray("type").add("VerifiableCredential").add("OpenBadgeCredential");
        document.put("name", Texts.clean(badge.title()));
        document.put("description", Achievements.description(badge));
        document.set("issuer", issuer.profile());
        document.put("validFrom", seconds(issuedAt));
        document.put("awardedDate", seconds(earnedAt));
        document.set("credentialSubject", subject());
        evidence(document);
        document.set("credentialStatus", status);
        document.putArray("credentialSchema")
                .addObject()
                .put("id", SCHEMA)
                .put("type", "1EdTechJsonSchemaValidator2019");
        return document;
    }

    private ObjectNode subject() {
        ObjectNode subject = JsonNodeFactory.instance.objectNode();
        subject.putArray("type").add("AchievementSubject");
        subject.putArray("identifier").add(recipient.identity());
        subject.set("achievement", Achievements.of(badge, badgeUrl, criteria));
        if (badge.credits().signum() > 0) {
            subject.put("creditsEarned", Achievements.plain(badge.credits()));
        }
        return subject;
    }

    private void evidence(ObjectNode document) {
        if (evidence.isEmpty()) {
            return;
        }
        ArrayNode all = document.putArray("evidence");
        for (EvidenceLine line : evidence) {
            ObjectNode one = all.addObject();
            if (line.badgeUrl() != null) {
                one.put("id", line.badgeUrl());
            }
            one.putArray("type").add("Evidence");
            one.put("name", Texts.clean(line.name())).put("narrative", Texts.clean(line.narrative()));
            if (line.badgeUrl() != null) {
                one.put("genre", "Open Badge");
            }
        }
    }

    /** With its zone, and without a fraction: not every verifier reads one. */
    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
