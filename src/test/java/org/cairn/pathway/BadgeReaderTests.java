package org.cairn.pathway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.Case;
import org.cairn.TestBadges;
import org.cairn.pathway.Badge.OnRegrade;
import org.cairn.pathway.Pathways.BadDocument;
import org.cairn.platform.InstitutionId;
import org.cairn.rules.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BadgeReaderTests {

    private static final InstitutionId INSTITUTION = new InstitutionId(UUID.randomUUID());

    private static List<Badge> read(String text) throws BadDocument {
        return BadgeReader.readAll(INSTITUTION, text).stream()
                .map(BadgeReader.Read::badge)
                .toList();
    }

    private static Rule rule(String rule) throws BadDocument {
        return read("badge: b\ntitle: B\nmilestones: {m: One, n: Two}\nrule: " + rule + "\n")
                .getFirst()
                .rule();
    }

    @Test
    void readsEveryFieldOfABadge() throws BadDocument {
        Badge badge = read(TestBadges.BUFFALO).getFirst();

        assertThat(badge.key()).isEqualTo("pbl-preparation");
        assertThat(badge.title()).isEqualTo("Project-Based Collaboration: Preparation");
        assertThat(badge.description()).startsWith("The team knows");
        assertThat(badge.level()).isEqualTo("undergraduate");
        assertThat(badge.credit()).isEqualTo("non-credit");
        assertThat(badge.kind()).isEqualTo("co-curricular");
        assertThat(badge.skills())
                .containsExactly(
                        new Badge.Skill("Teamwork", "NACE", "https://www.naceweb.org/career-readiness/competencies/"));
        assertThat(badge.milestones().keySet()).containsExactly("charter", "kickoff", "mentor");
        assertThat(badge.rule())
                .isEqualTo(new Rule.All(List.of(
                        new Rule.Score("charter", new BigDecimal("0.8"), null),
                        new Rule.AtLeast(
                                1,
                                List.of(
                                        new Rule.Complete("kickoff", null),
                                        new Rule.Attested("mentor", "instructor", null))))));
        assertThat(badge.onRegrade()).isEqualTo(new OnRegrade.Grace(Duration.ofDays(14)));
        assertThat(badge.credits()).isZero();
    }

    /** Days are days in UTC, wherever the server stands and whatever its clocks do there. */
    @ParameterizedTest
    @Case("F22")
    @org.junit.jupiter.params.provider.CsvSource({
        "2028-02-29, 2028-02-29T23:59:59.999999Z",
        "2027-12-31, 2027-12-31T23:59:59.999999Z",
        "2026-03-29, 2026-03-29T23:59:59.999999Z",
        "2026-10-25, 2026-10-25T23:59:59.999999Z",
        "2026-10-25T02:30:00+01:00, 2026-10-25T01:30:00Z",
        "2026-10-25T02:30:00+02:00, 2026-10-25T00:30:00Z"
    })
    void aDayEndsWhenItEnds(String written, java.time.Instant last) throws BadDocument {
        java.util.TimeZone before = java.util.TimeZone.getDefault();
        try {
            for (String zone : java.util.List.of("UTC", "America/New_York", "Europe/Berlin", "Pacific/Apia")) {
                java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone(zone));
                Badge badge = read("badge: b\ntitle: B\nmilestones: {m: M}\nrule: {complete: m, until: \"%s\"}\n"
                                .formatted(written))
                        .getFirst();
                assertThat(badge.rule()).as(zone).isEqualTo(new Rule.Complete("m", last));
            }
        } finally {
            java.util.TimeZone.setDefault(before);
        }
    }

    @Test
    void readsAStackAndItsComponents() throws BadDocument {
        Badge badge = read(TestBadges.BUFFALO).getLast();

        assertThat(badge.isStack()).isTrue();
        assertThat(badge.components()).containsExactly("pbl-preparation", "pbl-engagement", "pbl-reflection");
        assertThat(badge.onRegrade()).isEqualTo(new OnRegrade.Revoke());
    }

    @Test
    void readsCreditsAsExactDecimals() throws BadDocument {
        Badge badge = read("""
                        badge: digital-composition
                        title: Digital Composition
                        credits: 6.10
                        criteria: Six credits of the three.
                        rule:
                          credits: {at-least: 6.0, from: [eng-581, eng-582, eng-583]}
                        """).getFirst();

        assertThat(badge.credits()).isEqualTo(new BigDecimal("6.10"));
        assertThat(badge.criteria()).isEqualTo("Six credits of the three.");
        assertThat(badge.rule())
                .isEqualTo(new Rule.Credits(new BigDecimal("6"), List.of("eng-581", "eng-582", "eng-583")));
        assertThat(badge.onRegrade()).isEqualTo(new OnRegrade.Keep());
    }

    @ParameterizedTest
    @MethodSource
    void readsEveryWayOfSayingARequirement(String text, Rule expected) throws BadDocument {
        assertThat(rule(text)).isEqualTo(expected);
    }

    static Stream<Arguments> readsEveryWayOfSayingARequirement() {
        Instant endOfMay = Instant.parse("2026-05-31T23:59:59.999999Z");
        return Stream.of(
                arguments("{complete: m}", new Rule.Complete("m", null)),
                arguments("{complete: {of: m}}", new Rule.Complete("m", null)),
                arguments("{complete: {of: m, until: 2026-05-31}}", new Rule.Complete("m", endOfMay)),
                arguments("{complete: m, until: 2026-05-31}", new Rule.Complete("m", endOfMay)),
                arguments(
                        "{score: {of: m, at-least: 79.5%, until: \"2026-05-31T12:00:00+02:00\"}}",
                        new Rule.Score("m", new BigDecimal("0.795"), Instant.parse("2026-05-31T10:00:00Z"))),
                arguments("{score: m, at-least: 100%}", new Rule.Score("m", BigDecimal.ONE, null)),
                arguments("{attested: m, by: instructor}", new Rule.Attested("m", "instructor", null)),
                arguments("{attested: m}", new Rule.Attested("m", "instructor", null)),
                arguments(
                        "{attested: {of: m, by: administrator}, until: 2026-05-31}",
                        new Rule.Attested("m", "administrator", endOfMay)),
                arguments("{holds: other}", new Rule.Holds("other")),
                arguments(
                        "{any: [{complete: m}, {complete: n}]}",
                        new Rule.Any(List.of(new Rule.Complete("m", null), new Rule.Complete("n", null)))));
    }

    @ParameterizedTest
    @CsvSource({"keep", "flag", "revoke"})
    void readsTheRegradePolicy(String policy) throws BadDocument {
        OnRegrade read = read("badge: b\ntitle: B\nmilestones: {m: M}\nrule: {complete: m}\non-regrade: " + policy)
                .getFirst()
                .onRegrade();

        assertThat(read.getClass().getSimpleName()).isEqualToIgnoringCase(policy);
    }

    @Test
    void eachDocumentIsKeptAsItWasWritten() throws BadDocument {
        String text =
                "# a note\n---\n" + TestBadges.BUFFALO + "---\n{badge: flow, title: Flow, rule: {holds: other}}\n...\n";

        for (BadgeReader.Read read : BadgeReader.readAll(INSTITUTION, text)) {
            assertThat(read(read.text())).containsExactly(read.badge());
        }
    }

    @Test
    void windowsLineEndsAndIndentedDocumentsAreFine() throws BadDocument {
        String text = "  badge: b\r\n  title: B\r\n  milestones: {m: M}\r\n  rule: {complete: m}\r\n";

        BadgeReader.Read read = BadgeReader.readAll(INSTITUTION, text).getFirst();

        assertThat(read(read.text())).containsExactly(read.badge());
    }

    @ParameterizedTest
    @MethodSource
    @Case("F12")
    void refusesWithTheLineAndAReasonAPersonUnderstands(String text, int line, String reason) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(BadDocument.class, bad -> {
            assertThat(bad).hasMessageContaining(reason);
            assertThat(bad.line()).as(bad.getMessage()).isEqualTo(line);
        });
    }

    static Stream<Arguments> refusesWithTheLineAndAReasonAPersonUnderstands() {
        return Stream.concat(faultsOfDocuments(), faultsOfRules());
    }

    private static Stream<Arguments> faultsOfDocuments() {
        String good = "badge: b\ntitle: B\nmilestones: {m: M}\nrule: {complete: m}\n";
        return Stream.of(
                arguments("", 1, "no badge"),
                arguments("---\n---\n", 1, "no badge"),
                arguments("just words", 1, "must be fields"),
                arguments("- badge: b", 1, "must be fields"),
                arguments(good + "colour: red\n", 5, "no field 'colour'"),
                arguments(good + "title: Again\n", 5, "'title' stands here twice"),
                arguments("title: B\nrule: {holds: a}\n", 1, "needs the field 'badge'"),
                arguments("badge: b\nrule: {holds: a}\n", 1, "needs the field 'title'"),
                arguments("badge: b\ntitle: B\n", 1, "needs the field 'rule'"),
                arguments("badge: Big_Letters\ntitle: B\nrule: {holds: a}\n", 1, "'badge' must be a key"),
                arguments("badge: " + "a".repeat(64) + "\ntitle: B\nrule: {holds: a}\n", 1, "at most 63"),
                arguments("badge: b\ntitle: Team: Charter\nrule: {holds: a}\n", 2, "must stand in quotes"),
                arguments("badge: b\ntitle:\nrule: {holds: a}\n", 2, "put it in quotes"),
                arguments("badge: b\ntitle: 2026\nrule: {holds: a}\n", 2, "put it in quotes"),
                arguments("badge: b\ntitle: [B]\nrule: {holds: a}\n", 2, "'title' must be text"),
                arguments("badge: b\ntitle: \"\"\nrule: {holds: a}\n", 2, "between 1 and 200"),
                arguments("badge: b\ntitle: \"a\\0b\"\nrule: {holds: a}\n", 2, "cannot be shown"),
                arguments("badge: b\ntitle: a\u0000b\nrule: {holds: a}\n", 2, "no text may contain"),
                arguments("badge: b\n\ttitle: B\nrule: {holds: a}\n", 2, "spaces instead of tabs"),
                arguments("badge: &x b\ntitle: *x\nrule: {holds: a}\n", 1, "Anchors"),
                arguments("badge: b\ntitle: *x\nrule: {holds: a}\n", 2, "Aliases"),
                arguments("badge: b\ntitle: !!java.net.URL x\nrule: {holds: a}\n", 2, "tags"),
                arguments("badge: b\ntitle: B\ncredit: lots\nrule: {holds: a}\n", 3, "one of: credit, non-credit"),
                arguments("badge: b\ntitle: B\ncredits: \"3\"\nrule: {holds: a}\n", 3, "'credits' must be a number"),
                arguments("badge: b\ntitle: B\ncredits: -3\nrule: {holds: a}\n", 3, "'credits' must be a number"),
                arguments("badge: b\ntitle: B\ncredits: .inf\nrule: {holds: a}\n", 3, "'credits' must be a number"),
                arguments("badge: b\ntitle: B\nskills: Teamwork\nrule: {holds: a}\n", 3, "'skills' must be a list"),
                arguments(
                        "badge: b\ntitle: B\nskills:\n  - name: T\n    url: javascript:alert(1)\nrule: {holds: a}\n",
                        5,
                        "web address"),
                arguments(
                        "badge: b\ntitle: B\nmilestones: [m]\nrule: {complete: m}\n", 3, "'milestones' must be fields"),
                arguments(
                        "badge: b\ntitle: B\nmilestones:\n  M: x\nrule: {complete: M}\n",
                        4,
                        "A milestone must be a key"),
                arguments(good + "on-regrade: forget\n", 5, "one of: flag, keep, revoke"),
                arguments(good + "on-regrade: {grace: two weeks}\n", 5, "P14D"),
                arguments(good + "on-regrade: {grace: -P1D}\n", 5, "P14D"),
                arguments(good + "---\n" + good, 6, "stands in line 1 already"),
                arguments(good + "---\nbadge: c\ntitle: C\n", 6, "needs the field 'rule'"),
                arguments("x".repeat(200_001), 1, "longer than 200,000"),
                arguments("[".repeat(50_000), 1, "nested too deeply"));
    }

    private static Stream<Arguments> faultsOfRules() {
        String many = IntStream.range(0, 201)
                .mapToObj(i -> "{holds: x%d}".formatted(i))
                .collect(Collectors.joining(","));
        String head = "badge: b\ntitle: B\nmilestones: {m: M, n: N}\nrule:\n";
        return Stream.of(
                arguments(head + "  all: []\n", 5, "'all' is empty"),
                arguments(head + "  all:\n", 5, "'all' must be a list"),
                arguments(head + "  all:\n    - complete: m\n    - complete: m\n", 5, "twice: milestone 'm'"),
                arguments(head + "  all:\n    - complete: m\n    - complete: other\n", 7, "no milestone 'other'"),
                arguments(head + "  complete: m\n  holds: a\n", 6, "cannot stand in one requirement"),
                arguments(head + "  sometimes: m\n", 5, "needs one of the words"),
                arguments(head + "  all:\n    - m\n", 6, "must be fields"),
                arguments(head + "  score:\n    of: m\n", 5, "needs the field 'at-least'"),
                arguments(head + "  score:\n    of: m\n    at-least: 0.8\n", 7, "did you mean 80%?"),
                arguments(head + "  score:\n    of: m\n    at-least: 80\n", 7, "did you mean 80%?"),
                arguments(head + "  score:\n    of: m\n    at-least: 0%\n", 7, "more than 0%"),
                arguments(head + "  score:\n    of: m\n    at-least: 100.1%\n", 7, "at most 100%"),
                arguments(head + "  score:\n    of: m\n    at-least: -5%\n", 7, "percentage"),
                arguments(head + "  score:\n    of: m\n    at-least: 80%\n    by: me\n", 8, "no field 'by'"),
                arguments(head + "  complete: m\n  until: tomorrow\n", 6, "'until' must be a date"),
                arguments(head + "  complete: m\n  until: 2026-02-30\n", 6, "'until' must be a date"),
                arguments(head + "  attested: m\n  by: friend\n", 6, "one of: administrator, instructor"),
                arguments(head + "  holds: b\n", 5, "cannot ask for itself"),
                arguments(head + "  credits:\n    at-least: 0\n    from: [a]\n", 5, "more than 0"),
                arguments(head + "  credits:\n    at-least: 3\n    from: [a, a]\n", 5, "twice: 'a'"),
                arguments(head + "  credits:\n    at-least: 3\n    from: [a, b]\n", 7, "cannot ask for itself"),
                arguments(head + "  at-least: 3\n  of: [{complete: m}, {complete: n}]\n", 5, "3 of 2"),
                arguments(head + "  at-least: 1.5\n  of: [{complete: m}, {complete: n}]\n", 5, "whole number"),
                arguments(head + "  at-least: 2\n", 5, "needs the field 'of'"),
                arguments(
                        head + "  at-least: 2\n  of: [{complete: m}, {any: [{complete: m}, {complete: n}]}]\n",
                        5,
                        "count the same thing twice"),
                arguments(head + "  any: [" + many + "]\n", 5, "at most 200 parts"),
                arguments(
                        head + "  " + "{any: [".repeat(21) + "{holds: a}" + "]}".repeat(21) + "\n",
                        5,
                        "at most 20 levels"));
    }
}
