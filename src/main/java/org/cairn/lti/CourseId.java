package org.cairn.lti;

import java.util.UUID;

/** Names a course within its institution. */
public record CourseId(InstitutionId institution, UUID value) {}
