package org.cairn.pathway;

import java.math.BigDecimal;
import org.cairn.evidence.Activity;
import org.jspecify.annotations.Nullable;

/**
 * Says which activity of which course provides the evidence for which milestone.
 *
 * @param atLeast a share that this course asks for beyond what the rule asks; null for none
 */
public record Binding(
        String badge,
        String milestone,
        Activity activity,
        @Nullable BigDecimal atLeast) {}
