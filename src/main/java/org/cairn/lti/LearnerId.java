package org.cairn.lti;

import java.util.UUID;

/** Names a person within their institution; the same person on two platforms has one such id. */
public record LearnerId(InstitutionId institution, UUID value) {}
