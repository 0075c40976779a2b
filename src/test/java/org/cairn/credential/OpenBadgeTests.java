package org.cairn.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.cairn.TestDatabase;
import org.cairn.award.Award;
import org.cairn.credential.proof.DataIntegrity;
import org.cairn.credential.proof.Multikey;
import org.cairn.evidence.Author;
import org.cairn.evidence.Evidence;
import org.cairn.evidence.Observation;
import org.cairn.pathway.Badge;
import org.cairn.people.LearnerId;
import org.cairn.rules.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a credential says, member by member: every rule of Open Badges 3.0 that a validator was seen to check. */
class OpenBadgeTests {

    private static final String INSTITUTION = "0198c0de-0000-7000-8000-000000000001";

    private final TestHouse house = new TestHouse(TestDatabase.H2);

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void contextsAndTypesStandInTheOrderOfTheStandard() {
        JsonNode badge = issued(house.award(house.learner(null)));

        assertThat(strings(badge.path("@context")))
                .containsExactly(
                        "https://www.w3.org/ns/credentials/v2",
                        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
                        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
        assertThat(strings(badge.path("type"))).containsExactly("VerifiableCredential", "OpenBadgeCredential");
        assertThat(badge.path("credentialSchema").path(0).path("type").asString())
                .isEqualTo("1EdTechJsonSchemaValidator2019");
    }

    @Test
    void credentialSaysWhatByWhomAndWhen() {
        Award award = house.award(house.learner(null));
        JsonNode badge = issued(award);

        assertThat(badge.path("id").asString())
                .isEqualTo("https://badges.example.edu/credentials/"
                        + house.credential(award).id());
        assertThat(badge.path("name").asString()).isEqualTo("Team charter");
        assertThat(badge.path("description").asString()).isEqualTo("A charter that the team wrote itself.");
        assertThat(badge.path("issuer").toString())
                .isEqualTo("{\"id\":\"did:web:badges.example.edu:issuers:%s\",\"type\":[\"Profile\"],"
                                .formatted(INSTITUTION)
                        + "\"name\":\"Example University\",\"url\":\"https://badges.example.edu/issuers/%s\"}"
                                .formatted(INSTITUTION));
        assertThat(badge.path("validFrom").asString()).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(badge.path("awardedDate").asString()).isEqualTo("2026-11-20T15:30:00Z");
    }

    @Test
    void achievementSaysWhatWasAskedFor() {
        JsonNode achievement = issued(house.award(house.learner(null)))
                .path("credentialSubject")
                .path("achievement");

        assertThat(achievement.path("id").asString())
                .isEqualTo("https://badges.example.edu/badges/%s/charter".formatted(INSTITUTION));
        assertThat(strings(achievement.path("type"))).containsExactly("Achievement");
        assertThat(achievement.path("achievementType").asString()).isEqualTo("Badge");
        assertThat(achievement.path("criteria").path("narrative").asString())
                .isEqualTo("Score at least 80% in “Charter”.");
        assertThat(achievement.path("humanCode").asString()).isEqualTo("charter");
        assertThat(achievement.path("version").asString()).isEqualTo("2");
        assertThat(achievement.path("creditsAvailable").toString()).isEqualTo("1.5");
    }

    @Test
    void skillWithAStrictWebAddressIsAnAlignmentAndAnyOtherATag() {
        JsonNode achievement = issued(house.award(house.learner(null)))
                .path("credentialSubject")
                .path("achievement");

        assertThat(achievement.path("alignment").toString())
                .isEqualTo("[{\"type\":[\"Alignment\"],\"targetName\":\"Teamwork\",\"targetUrl\":"
                        + "\"https://www.naceweb.org/career-readiness/competencies/\",\"targetFramework\":\"NACE\"}]");
        assertThat(strings(achievement.path("tag")))
                .containsExactly("co-curricular", "undergraduate", "non-credit", "Listening", "Writing");
    }

    @Test
    void recipientIsTheSaltedHashOfTheAddressAndNothingNamesThem() throws Exception {
        Award award = house.award(house.learner("  Ada@Example.EDU "));
        JsonNode badge = issued(award);
        JsonNode identity = badge.path("credentialSubject").path("identifier").path(0);

        assertThat(badge.path("credentialSubject").path("identifier").size()).isEqualTo(1);
        assertThat(identity.path("type").asString()).isEqualTo("IdentityObject");
        assertThat(identity.path("hashed").booleanValue()).isTrue();
        assertThat(identity.path("identityType").asString()).isEqualTo("emailAddress");
        assertThat(identity.path("salt").asString()).hasSizeGreaterThan(20);
        assertThat(identity.path("identityHash").asString())
                .isEqualTo(hash("ada@example.edu" + identity.path("salt").asString()));
        assertThat(badge.toString()).doesNotContainIgnoringCase("ada");
    }

    @Test
    void recipientWithoutAnAddressIsTheSaltedHashOfAnOpaqueId() throws Exception {
        LearnerId learner = house.learner(null);
        JsonNode badge = issued(house.award(learner));
        JsonNode identity = badge.path("credentialSubject").path("identifier").path(0);

        assertThat(identity.path("identityType").asString()).matches("ext:[A-Za-z0-9._-]+");
        assertThat(identity.path("identityHash").asString())
                .isEqualTo(hash(learner.value() + identity.path("salt").asString()));
        assertThat(badge.toString()).doesNotContain(learner.value().toString());
    }

    @Test
    void twoCredentialsOfOnePersonHaveDifferentSalts() {
        LearnerId learner = house.learner("ada@example.edu");
        house.badge(house.stack());
        JsonNode one = issued(house.award(learner));
        JsonNode two =
                issued(house.award(learner, "stack", 1, Award.State.ISSUED, TestHouse.EARNED, List.of("award:one")));

        assertThat(one.path("credentialSubject").path("identifier").path(0).path("identityHash"))
                .isNotEqualTo(
                        two.path("credentialSubject").path("identifier").path(0).path("identityHash"));
    }

    @Test
    void creditsAreEarnedWhereTheBadgeHasSome() {
        house.badge(house.stack());
        JsonNode some = issued(house.award(house.learner(null)));
        JsonNode none = issued(house.award(
                house.learner(null), "stack", 1, Award.State.ISSUED, TestHouse.EARNED, List.of("award:one")));

        assertThat(some.path("credentialSubject").path("creditsEarned").toString())
                .isEqualTo("1.5");
        assertThat(none.path("credentialSubject").has("creditsEarned")).isFalse();
        assertThat(none.path("credentialSubject").path("achievement").has("creditsAvailable"))
                .isFalse();
    }

    @Test
    void tenCreditsAreWrittenAsTen() {
        house.badge(with(house.charter(), "Team charter", new BigDecimal("10.0")));

        assertThat(issued(house.award(house.learner(null)))
                        .path("credentialSubject")
                        .path("creditsEarned")
                        .toString())
                .isEqualTo("10");
    }

    @Test
    void stackNamesTheBadgesThatWereHeldAsEvidence() {
        house.badge(house.stack());
        LearnerId learner = house.learner(null);
        house.award(learner);
        JsonNode badge =
                issued(house.award(learner, "stack", 1, Award.State.ISSUED, TestHouse.EARNED, List.of("award:one")));
        JsonNode evidence = badge.path("evidence");

        assertThat(badge.path("credentialSubject")
                        .path("achievement")
                        .path("achievementType")
                        .asString())
                .isEqualTo("MicroCredential");
        assertThat(badge.path("credentialSubject")
                        .path("achievement")
                        .path("criteria")
                        .path("narrative")
                        .asString())
                .isEqualTo("All of the following:\n\n- Hold the badge “Team charter”.\n- Hold the badge “other”.");
        assertThat(evidence.size()).isEqualTo(2);
        assertThat(evidence.path(0).path("id").asString())
                .isEqualTo("https://badges.example.edu/badges/%s/charter".formatted(INSTITUTION));
        assertThat(strings(evidence.path(0).path("type"))).containsExactly("Evidence");
        assertThat(evidence.path(0).path("name").asString()).isEqualTo("Team charter");
        assertThat(evidence.path(0).path("genre").asString()).isEqualTo("Open Badge");
    }

    @Test
    void evidenceSaysHowItWasDecidedWithoutPersonalData() {
        JsonNode evidence =
                issued(house.award(house.learner("ada@example.edu"))).path("evidence");

        assertThat(evidence.size()).isEqualTo(1);
        assertThat(evidence.path(0).path("narrative").asString())
                .isEqualTo("Version 2 of the criteria was met by 2 recorded results on 20 November 2026.");
    }

    @Test
    void whatWasWaivedIsToldWithoutTheReasonOrWhoGaveIt() {
        LearnerId learner = house.learner(null);
        Award award = house.award(learner, "charter", 2, Award.State.ISSUED, TestHouse.EARNED, List.of("waiver:one"));
        Author dean = new Author("instructor", null, "Dean Roe");
        house.waivers.put(
                learner,
                List.of(
                        waiver(learner, "waiver:one", "charter", dean),
                        waiver(learner, "waiver:two", "charter", dean),
                        waiver(learner, "waiver:one", "other", dean)));

        JsonNode evidence = issued(award).path("evidence");

        assertThat(evidence.size()).isEqualTo(2);
        assertThat(evidence.path(0).path("name").asString()).isEqualTo("Charter");
        assertThat(evidence.path(0).path("narrative").asString())
                .isEqualTo("Recognised prior learning: this milestone was waived by staff of the issuer on 20 November"
                        + " 2026.");
        assertThat(evidence.toString()).doesNotContain("Dean Roe", "Portfolio");
    }

    private static Evidence waiver(LearnerId learner, String key, String badge, Author author) {
        return new Evidence(
                learner,
                key,
                new Observation.Waiver(badge, "charter", author, "Portfolio", "https://example.edu/p", true),
                TestHouse.EARNED,
                TestHouse.EARNED,
                "instructor");
    }

    @Test
    void statusIsOneObjectWithAnIdOfItsOwnAndATextualIndex() {
        JsonNode status = issued(house.award(house.learner(null))).path("credentialStatus");
        String list = status.path("statusListCredential").asString();
        String index = status.path("statusListIndex").asString();

        assertThat(status.isObject()).isTrue();
        assertThat(status.path("type").asString()).isEqualTo("BitstringStatusListEntry");
        assertThat(status.path("statusPurpose").asString()).isEqualTo("revocation");
        assertThat(status.path("statusListIndex").isString()).isTrue();
        assertThat(list).matches("https://badges.example.edu/status/[0-9a-f-]{36}");
        assertThat(status.path("id").asString()).isEqualTo(list + "#" + index);
    }

    @Test
    void nothingIsNullAndNoArrayIsEmpty() {
        house.badge(house.stack());
        JsonNode bare =
                issued(house.award(house.learner(null), "stack", 1, Award.State.ISSUED, TestHouse.EARNED, List.of()));

        assertThat(faults("", bare)).isEmpty();
        assertThat(bare.path("description").asString()).isEqualTo("Stacked achievement");
        assertThat(bare.path("credentialSubject").path("achievement").has("alignment"))
                .isFalse();
        assertThat(bare.path("credentialSubject").path("achievement").has("tag"))
                .isFalse();
    }

    @Test
    void controlCharactersOfAuthorsBecomeSpaces() {
        house.badge(with(house.charter(), "Team\tcharter\u0000 \"{quoted}\" \\ 合格\n🎓", BigDecimal.ONE));
        JsonNode badge = issued(house.award(house.learner(null)));

        assertThat(badge.path("name").asString()).isEqualTo("Team charter  \"{quoted}\" \\ 合格\n🎓");
        assertThat(verifies(badge)).isTrue();
    }

    @Test
    void portOfThePublicUrlIsEscapedInTheIssuersDid() {
        try (TestHouse local = new TestHouse(TestDatabase.H2, "http://127.0.0.1:8080/")) {
            JsonNode badge = JsonMapper.shared()
                    .readTree(local.credentials().json(local.credential(local.award(local.learner(null)))));

            assertThat(badge.path("issuer").path("id").asString())
                    .isEqualTo("did:web:127.0.0.1%%3A8080:issuers:%s".formatted(INSTITUTION));
            assertThat(badge.path("id").asString()).startsWith("http://127.0.0.1:8080/credentials/");
        }
    }

    private JsonNode issued(Award award) {
        JsonNode badge = JsonMapper.shared().readTree(house.credentials().json(house.credential(award)));
        assertThat(verifies(badge)).isTrue();
        return badge;
    }

    private static boolean verifies(JsonNode badge) {
        String method = DataIntegrity.verificationMethod(badge);
        return DataIntegrity.verify(badge, Multikey.read(method.substring(method.indexOf('#') + 1)));
    }

    private static Badge with(Badge badge, String title, BigDecimal credits) {
        return new Badge(
                badge.institution(),
                badge.key(),
                badge.version(),
                badge.state(),
                title,
                badge.description(),
                badge.level(),
                badge.credit(),
                badge.kind(),
                credits,
                badge.skills(),
                Map.of("charter", "Char\tter"),
                new Rule.Score("charter", new BigDecimal("0.8"), null),
                badge.onRegrade());
    }

    private static List<String> faults(String path, JsonNode node) {
        List<String> faults = new ArrayList<>();
        if (node.isNull() || (node.isArray() && node.isEmpty())) {
            faults.add(path);
        }
        node.properties().forEach(each -> faults.addAll(faults(path + "/" + each.getKey(), each.getValue())));
        if (node.isArray()) {
            node.forEach(each -> faults.addAll(faults(path + "[]", each)));
        }
        return faults;
    }

    private static String hash(String text) throws Exception {
        return "sha256$" + HexFormat.of().formatHex(sha256(text));
    }

    private static byte[] sha256(String text) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> strings(JsonNode array) {
        return array.values().stream().map(JsonNode::asString).toList();
    }
}
