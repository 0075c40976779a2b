package org.cairn.people;

import java.util.Set;
import org.cairn.platform.PlatformId;

/**
 * Says, within the transaction that makes it so, that these names mean somebody on this platform as well, because another
 * platform told of them and the two are trusted to have the same ones.
 */
public record NamesSpread(PlatformId platform, Set<Identifier> identifiers) {}
