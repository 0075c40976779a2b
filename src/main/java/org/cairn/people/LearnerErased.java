package org.cairn.people;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.cairn.platform.PlatformId;

/**
 * Says, within the transaction that erases them and before their names are gone, that a person is to be forgotten: every
 * room deletes what it has of them.
 *
 * @param accounts all ids under which anything may be kept, the person's own among them
 * @param names how the platforms speak of them
 * @param called what they are called, in words
 * @param alias what stands for all that in the records of others in which they had a part
 */
public record LearnerErased(
        LearnerId person,
        Collection<LearnerId> accounts,
        Map<PlatformId, Set<Identifier>> names,
        Set<String> called,
        String alias) {

    private static final Pattern ALIAS = Pattern.compile("erased-\\p{XDigit}{8}");

    public LearnerErased {
        accounts = Set.copyOf(accounts);
    }

    /** Somebody of whom nobody ever told what they are called. */
    public LearnerErased(LearnerId person, Collection<LearnerId> accounts, Map<PlatformId, Set<Identifier>> names) {
        this(person, accounts, names, Set.of());
    }

    /** By an alias of their own: two who were erased stay two, though nobody knows who. */
    public LearnerErased(
            LearnerId person,
            Collection<LearnerId> accounts,
            Map<PlatformId, Set<Identifier>> names,
            Set<String> called) {
        this(
                person,
                accounts,
                names,
                called,
                "erased-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /**
     * Says whether a message of this platform that names somebody so speaks of the erased person, and not of somebody to
     * whom their student number or user name was given since.
     */
    public boolean isMeant(PlatformId platform, Collection<Identifier> said) {
        Set<Identifier> theirs = names.getOrDefault(platform, Set.of());
        Acquaintance who = new Acquaintance(person, person, null, null, theirs);
        return said.stream().anyMatch(one -> theirs.contains(one) && one.kind() == IdentifierKind.SUB)
                || (said.stream().anyMatch(theirs::contains) && !Recognition.differsForEver(said, who));
    }

    /** Says whether somebody was taken out of this text. */
    public static boolean isMasked(String text) {
        return ALIAS.matcher(text).find();
    }
}
