package org.cairn.platform;

import java.util.UUID;

/** Names a platform within its institution. */
public record PlatformId(InstitutionId institution, UUID value) {}
