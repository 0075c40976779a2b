package org.cairn.lti;

import java.util.UUID;
import org.cairn.platform.InstitutionId;

/** Names a course within its institution. */
public record CourseId(InstitutionId institution, UUID value) {}
