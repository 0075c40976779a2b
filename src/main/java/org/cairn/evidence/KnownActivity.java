package org.cairn.evidence;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An activity that a platform told us of, with the title that people know it by. */
public record KnownActivity(
        Activity activity, String title, @Nullable BigDecimal possible) {}
