package org.cairn.credential.ob3;

import org.jspecify.annotations.Nullable;

/**
 * One thing that the award rests on.
 *
 * @param badgeUrl the public address of a component badge; null for anything else
 */
public record EvidenceLine(
        String name, String narrative, @Nullable String badgeUrl) {}
