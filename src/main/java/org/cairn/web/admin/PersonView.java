package org.cairn.web.admin;

import java.util.List;
import org.cairn.lti.Learner;
import org.cairn.lti.LearnerId;
import org.cairn.lti.Links;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;

/** Somebody in a list: also who has no name can be told from others. */
record PersonView(String id, String name, @Nullable String email) {

    private static final int HINT = 8;

    static List<PersonView> of(List<Learner> people, Words words) {
        return people.stream()
                .map(one -> new PersonView(one.id().value().toString(), name(one.name(), one.id(), words), one.email()))
                .toList();
    }

    static String name(@Nullable String name, LearnerId id, Words words) {
        String text = id.value().toString();
        return name == null ? words.say("people.nameless", text.substring(text.length() - HINT)) : name;
    }

    static String name(Links links, LearnerId id, Words words) {
        for (LearnerId person : links.person(id).stream().toList()) {
            for (Links.Account account : links.accounts(person)) {
                if (account.id().equals(id)) {
                    return name(account.name(), id, words);
                }
            }
        }
        return name((String) null, id, words);
    }
}
