package org.cairn.people;

import java.util.Set;
import org.cairn.platform.PlatformId;

/**
 * Says, within the transaction that parts them, that an account is a person of its own again: what came as theirs goes
 * back to them.
 *
 * @param from whose account it was
 * @param remaining the accounts that {@code from} keeps, itself among them
 * @param platforms the platforms that know {@code account}, and none of those that remain
 */
public record LearnersParted(LearnerId from, LearnerId account, Set<LearnerId> remaining, Set<PlatformId> platforms) {}
