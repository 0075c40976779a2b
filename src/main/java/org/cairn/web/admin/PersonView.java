package org.cairn.web.admin;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import org.cairn.people.Learner;
import org.cairn.people.LearnerId;
import org.cairn.people.Links;
import org.cairn.web.Words;
import org.jspecify.annotations.Nullable;

/** Somebody in a list: also who has no name can be told from others. */
record PersonView(String id, String name, @Nullable String email) {

    private static final int HINT = 8;

    static List<PersonView> of(List<Learner> people, Words words) {
        Map<String, Long> named = people.stream().collect(groupingBy(one -> String.valueOf(one.name()), counting()));
        return people.stream()
                .map(one -> new PersonView(
                        one.id().value().toString(),
                        one.name() != null && named.getOrDefault(one.name(), 1L) > 1
                                ? words.say("people.namesake", one.name(), hint(one.id()))
                                : name(one.name(), one.id(), words),
                        one.email()))
                .toList();
    }

    static String name(@Nullable String name, LearnerId id, Words words) {
        return name == null ? words.say("people.nameless", hint(id)) : name;
    }

    private static String hint(LearnerId id) {
        String text = id.value().toString();
        return text.substring(text.length() - HINT);
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
