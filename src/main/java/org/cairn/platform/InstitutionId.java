package org.cairn.platform;

import java.util.UUID;

/** Names an institution: the tenant that every row and every query carries. */
public record InstitutionId(UUID value) {}
