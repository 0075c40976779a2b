package org.cairn.people;

import java.util.UUID;
import org.cairn.platform.InstitutionId;

/** Names a person within their institution; the same person on two platforms has one such id. */
public record LearnerId(InstitutionId institution, UUID value) {}
