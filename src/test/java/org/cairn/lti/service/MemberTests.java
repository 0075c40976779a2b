package org.cairn.lti.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MemberTests {

    private static Member member(String json, Family family) {
        return Member.of(JsonMapper.shared().readTree(json), family).orElseThrow();
    }

    @Test
    void canvasTellsWhatSomebodyWasCalledBeforeTwoAccountsWereMerged() {
        Member member = member("""
                {"user_id": "new", "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
                 "lti11_legacy_user_id": "l1", "past_lti_ids": ["old", "", 7, "older"]}""", Family.CANVAS);
        assertThat(member.person().past())
                .containsExactlyInAnyOrder(
                        new Identifier(IdentifierKind.SUB, "old"), new Identifier(IdentifierKind.SUB, "older"));
        assertThat(member.person().identifiers())
                .contains(new Identifier(IdentifierKind.SUB, "new"), new Identifier(IdentifierKind.LTI11, "l1"));
    }

    @Test
    void moodleTellsUserNameAndIdNumber() {
        Member member = member("""
                {"user_id": "7", "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
                 "ext_user_username": "ann", "lis_person_sourcedid": "S-48", "email": "ann@example.edu"}""", Family.MOODLE);
        assertThat(member.person().identifiers())
                .containsExactlyInAnyOrder(
                        new Identifier(IdentifierKind.SUB, "7"),
                        new Identifier(IdentifierKind.USERNAME, "ann"),
                        new Identifier(IdentifierKind.SIS, "S-48"));
        assertThat(member.person().email()).isEqualTo("ann@example.edu");
        assertThat(member.person().past()).isEmpty();
    }
}
