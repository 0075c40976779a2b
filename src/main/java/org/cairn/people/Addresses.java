package org.cairn.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.database.Text;
import org.jspecify.annotations.Nullable;

/** E-mail addresses as what they are good for here: a digest by which a platform's own people are found again. */
final class Addresses {

    private Addresses() {}

    /** The SHA-1 of {@code mailto:} and the address in lower case, as xAPI has it; empty for what is no address. */
    static Optional<String> digest(@Nullable String address) {
        if (address == null || address.indexOf('@') <= 0 || !Text.isPlain(address)) {
            return Optional.empty();
        }
        String mailto = "mailto:" + address.strip().toLowerCase(Locale.ROOT);
        return Optional.of(HexFormat.of().formatHex(sha1().digest(mailto.getBytes(StandardCharsets.UTF_8))));
    }

    /** The digest of an identifier that is an address or the digest of one. */
    static Optional<String> digest(Identifier identifier) {
        return switch (identifier.kind()) {
            case EMAIL -> digest(identifier.value());
            case EMAIL_SHA1 -> Optional.of(identifier.value().toLowerCase(Locale.ROOT));
            case SUB, LTI11, CANVAS_GLOBAL, CANVAS_LOCAL, CANVAS_UUID, SIS, USERNAME, XAPI_ACCOUNT, IRI ->
                Optional.empty();
        };
    }

    /** The names under which messages may speak of whoever has this address. */
    static List<Identifier> names(String address) {
        return digest(address)
                .map(digest -> List.of(
                        new Identifier(IdentifierKind.EMAIL, address.strip().toLowerCase(Locale.ROOT)),
                        new Identifier(IdentifierKind.EMAIL_SHA1, digest)))
                .orElse(List.of());
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
