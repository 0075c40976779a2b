package org.cairn.people;

import static org.cairn.people.IdentifierKind.CANVAS_GLOBAL;
import static org.cairn.people.IdentifierKind.CANVAS_LOCAL;
import static org.cairn.people.IdentifierKind.CANVAS_UUID;
import static org.cairn.people.IdentifierKind.EMAIL;
import static org.cairn.people.IdentifierKind.EMAIL_SHA1;
import static org.cairn.people.IdentifierKind.IRI;
import static org.cairn.people.IdentifierKind.LTI11;
import static org.cairn.people.IdentifierKind.SIS;
import static org.cairn.people.IdentifierKind.SUB;
import static org.cairn.people.IdentifierKind.USERNAME;
import static org.cairn.people.IdentifierKind.XAPI_ACCOUNT;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.database.Text;

/**
 * Decides of whom a set of identifiers speaks.
 *
 * <p>Some identifiers are given once and for ever to one account; a Canvas id without its shard and a student number are
 * not, so these two never match a person of whom the others say something else. Nothing but the {@code sub} itself
 * matches a person who launches under another {@code sub}.
 */
final class Recognition {

    private static final List<IdentifierKind> STRONGEST_FIRST = List.of(
            SUB, LTI11, CANVAS_UUID, CANVAS_GLOBAL, XAPI_ACCOUNT, IRI, CANVAS_LOCAL, SIS, USERNAME, EMAIL, EMAIL_SHA1);
    static final Comparator<Identifier> BY_STRENGTH = Comparator.<Identifier>comparingInt(
                    identifier -> STRONGEST_FIRST.indexOf(identifier.kind()))
            .thenComparing(Identifier::value);
    /** Keeps the order in which those of one kind stand. */
    static final Comparator<Identifier> BY_KIND =
            Comparator.comparingInt(identifier -> STRONGEST_FIRST.indexOf(identifier.kind()));

    private static final Set<IdentifierKind> FOR_EVER = Set.of(SUB, LTI11, CANVAS_UUID, CANVAS_GLOBAL);
    private static final int LONGEST = 255;
    private static final int LOCAL_DIGITS = 13;

    private Recognition() {}

    /** Returns the identifiers that can be one at all; {@code $Canvas.user.id} for example was never filled in. */
    static List<Identifier> usable(Collection<Identifier> said) {
        return said.stream().filter(Recognition::isUsable).toList();
    }

    private static boolean isUsable(Identifier identifier) {
        String value = identifier.value();
        return !value.isBlank() && value.length() <= LONGEST && !value.startsWith("$") && Text.isPlain(value);
    }

    /** A local and a global Canvas id that contradict each other were written by hand: neither is believed. */
    static List<Identifier> strongestFirst(Collection<Identifier> all) {
        List<Identifier> said =
                all.stream().filter(identifier -> !isAddress(identifier.kind())).toList();
        boolean contradictory = usable(said).stream()
                        .filter(identifier -> isCanvasNumber(identifier.kind()))
                        .map(identifier -> localPart(identifier.value()))
                        .distinct()
                        .count()
                > 1;
        return usable(said).stream()
                .distinct()
                .filter(identifier -> !contradictory || !isCanvasNumber(identifier.kind()))
                .sorted(BY_STRENGTH)
                .toList();
    }

    /** Finds who is spoken of, the first match deciding. */
    static Optional<Acquaintance> who(List<Identifier> said, Collection<Acquaintance> met) {
        return said.stream()
                .flatMap(identifier -> holder(identifier, met).filter(who -> speaksOf(identifier, said, who)).stream())
                .findFirst();
    }

    static Optional<Acquaintance> holder(Identifier identifier, Collection<Acquaintance> met) {
        return met.stream()
                .filter(who -> who.identifiers().contains(identifier))
                .findFirst();
    }

    /** Says whether an identifier that is this person's means them, given all else that was said. */
    static boolean speaksOf(Identifier identifier, Collection<Identifier> said, Acquaintance who) {
        return switch (identifier.kind()) {
            case SUB -> true;
            case LTI11, CANVAS_UUID -> !who.differs(SUB, said) && numbersAgree(said, who);
            case CANVAS_GLOBAL -> !who.differs(SUB, said);
            case CANVAS_LOCAL -> !differsForEver(said, who) && globalAgrees(identifier, who);
            case SIS, USERNAME, XAPI_ACCOUNT, IRI -> !differsForEver(said, who);
            case EMAIL, EMAIL_SHA1 -> false;
        };
    }

    /**
     * Says whether an identifier that is nobody's yet may become this person's: what an account keeps for ever cannot
     * turn up a second time with another value, except that a Canvas account moved to another shard changes the shard.
     */
    static boolean mayBecome(Identifier identifier, Acquaintance who) {
        return switch (identifier.kind()) {
            case SUB, LTI11, CANVAS_UUID -> !who.differs(identifier.kind(), List.of(identifier));
            case CANVAS_GLOBAL, CANVAS_LOCAL -> {
                // several, where Canvas merged two accounts
                List<Identifier> numbers = who.identifiers().stream()
                        .filter(known -> isCanvasNumber(known.kind()))
                        .toList();
                yield numbers.isEmpty()
                        || numbers.stream()
                                .anyMatch(known -> localPart(known.value()).equals(localPart(identifier.value())));
            }
            case SIS, USERNAME, XAPI_ACCOUNT, IRI -> true;
            case EMAIL, EMAIL_SHA1 -> false;
        };
    }

    static boolean differsForEver(Collection<Identifier> said, Acquaintance who) {
        return FOR_EVER.stream().anyMatch(kind -> who.differs(kind, said));
    }

    /** Says whether an account keeps its identifier of this kind, and no other account gets it. */
    static boolean isForEver(IdentifierKind kind) {
        return FOR_EVER.contains(kind);
    }

    static boolean isAddress(IdentifierKind kind) {
        return kind == EMAIL || kind == EMAIL_SHA1;
    }

    private static boolean isCanvasNumber(IdentifierKind kind) {
        return kind == CANVAS_GLOBAL || kind == CANVAS_LOCAL;
    }

    /** One account has one number on its platform: whoever is said to have another number is somebody else. */
    private static boolean numbersAgree(Collection<Identifier> said, Acquaintance who) {
        return said.stream()
                .filter(identifier -> isCanvasNumber(identifier.kind()))
                .allMatch(identifier -> mayBecome(identifier, who));
    }

    private static boolean globalAgrees(Identifier local, Acquaintance who) {
        return !who.has(CANVAS_GLOBAL)
                || who.identifiers().stream()
                        .filter(known -> known.kind() == CANVAS_GLOBAL)
                        .anyMatch(known -> localPart(known.value()).equals(localPart(local.value())));
    }

    /** A global Canvas id is the shard times 10<sup>13</sup> plus the local id. */
    private static String localPart(String id) {
        boolean global = id.length() > LOCAL_DIGITS && id.chars().allMatch(c -> c >= '0' && c <= '9');
        return global ? id.substring(id.length() - LOCAL_DIGITS).replaceFirst("^0+(?=.)", "") : id;
    }
}
