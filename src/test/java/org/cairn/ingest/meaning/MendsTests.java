package org.cairn.ingest.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.cairn.ingest.MendingRule;
import org.cairn.ingest.MendingRule.Test;

class MendsTests {

    private static String mended(String body, Test test, String at, String wanted, String put, String value) {
        return Mends.apply(
                List.of(new MendingRule(
                        UUID.randomUUID(), "feed", test, at, wanted, put, value, null, "Abe", Instant.EPOCH)),
                body);
    }

    @org.junit.jupiter.api.Test
    void aValueIsPutWhereAnotherIsWhatIsWanted() {
        assertThat(mended("{\"a\":\"x\",\"b\":1}", Test.EQUALS, "/a", "x", "/b", "2"))
                .isEqualTo("{\"a\":\"x\",\"b\":2}");
        assertThat(mended("{\"a\":\"y\",\"b\":1}", Test.EQUALS, "/a", "x", "/b", "2"))
                .isEqualTo("{\"a\":\"y\",\"b\":1}");
        assertThat(mended("{\"a\":\"axb\"}", Test.CONTAINS, "/a", "x", "/a", "\"7\""))
                .isEqualTo("{\"a\":\"7\"}");
        assertThat(mended("{\"a\":7}", Test.EQUALS, "/a", "7", "/a", "eight"))
                .as("what is no JSON is text")
                .isEqualTo("{\"a\":\"eight\"}");
    }

    @org.junit.jupiter.api.Test
    void wherePartsAreMissingTheyAreMadeAndListsNeverGrow() {
        assertThat(mended("{}", Test.ALWAYS, "", "", "/a/b/c", "1")).isEqualTo("{\"a\":{\"b\":{\"c\":1}}}");
        assertThat(mended("{\"a\":null}", Test.ALWAYS, "", "", "/a/b", "1")).isEqualTo("{\"a\":{\"b\":1}}");
        assertThat(mended("{\"a\":[1]}", Test.ALWAYS, "", "", "/a/0", "2")).isEqualTo("{\"a\":[2]}");
        assertThat(mended("{\"a\":[1]}", Test.ALWAYS, "", "", "/a/1", "2")).isEqualTo("{\"a\":[1]}");
        assertThat(mended("{\"a\":[1]}", Test.ALWAYS, "", "", "/a/1/b", "2")).isEqualTo("{\"a\":[1]}");
        assertThat(mended("{\"a\":\"text\"}", Test.ALWAYS, "", "", "/a/b", "2")).isEqualTo("{\"a\":\"text\"}");
        assertThat(mended("[1]", Test.ALWAYS, "", "", "/a", "2")).isEqualTo("[1]");
    }

    @org.junit.jupiter.api.Test
    void aValueIsReplacedWhereverItStands() {
        assertThat(mended("{\"a\":\"x\",\"b\":[\"x\",{\"c\":\"x\"},\"xx\"]}", Test.EVERYWHERE, "", "x", "", "y"))
                .isEqualTo("{\"a\":\"y\",\"b\":[\"y\",{\"c\":\"y\"},\"xx\"]}");
    }

    @org.junit.jupiter.api.Test
    void whatCannotBeReadStaysAsItIsAndSoDoNumbers() {
        assertThat(mended("no json", Test.ALWAYS, "", "", "/a", "1")).isEqualTo("no json");
        assertThat(mended("{\"n\":0.10000000000000000001}", Test.ALWAYS, "", "", "/a", "1"))
                .isEqualTo("{\"n\":0.10000000000000000001,\"a\":1}");
    }

    @org.junit.jupiter.api.Test
    void rulesThatFeedEachOtherFillNoMemory() {
        String many = "[" + "\"x\",".repeat(900) + "\"x\"]";
        MendingRule rule = new MendingRule(
                UUID.randomUUID(), "feed", Test.EVERYWHERE, "", "x", "", many, null, "Abe", Instant.EPOCH);

        assertThat(Mends.apply(List.of(rule), "{\"a\":\"x\"}")).isEqualTo("{\"a\":" + many + "}");
        assertThat(Mends.apply(List.of(rule, rule, rule, rule), "{\"a\":\"x\"}"))
                .isEqualTo("{\"a\":\"x\"}");
    }
}
