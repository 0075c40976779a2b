package org.cairn.ingest.canvas;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An id of Canvas: a number within its shard, and the shard where we know it. Canvas writes the global form (shard
 * times 10^13 plus the local number) as {@code 21070000000000048}, and sometimes as {@code 2107~48}.
 *
 * @param shard 0 where the id did not say
 */
public record CanvasId(long shard, long local) {

    private static final long SHARD = 10_000_000_000_000L;
    private static final Pattern PLAIN = Pattern.compile("\\d{1,18}");
    private static final Pattern TILDE = Pattern.compile("(\\d{1,5})~(\\d{1,13})");

    public static Optional<CanvasId> of(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (PLAIN.matcher(text).matches()) {
            long number = Long.parseLong(text);
            return ifPossible(number / SHARD, number % SHARD);
        }
        Matcher tilde = TILDE.matcher(text);
        return tilde.matches()
                ? ifPossible(Long.parseLong(tilde.group(1)), Long.parseLong(tilde.group(2)))
                : Optional.empty();
    }

    private static Optional<CanvasId> ifPossible(long shard, long local) {
        return local > 0 && local < SHARD ? Optional.of(new CanvasId(shard, local)) : Optional.empty();
    }

    public boolean isGlobal() {
        return shard > 0;
    }

    /** The same id on that shard, if it named none itself. */
    public CanvasId on(long home) {
        return isGlobal() ? this : new CanvasId(home, local);
    }

    /** The form with the shard in front; only for an id whose shard is known. */
    public String global() {
        return Long.toString(Math.addExact(Math.multiplyExact(shard, SHARD), local));
    }

    public String localText() {
        return Long.toString(local);
    }
}
