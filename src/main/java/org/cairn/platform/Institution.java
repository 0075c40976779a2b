package org.cairn.platform;

/** A university or college: whose platforms, people and badges these are. It comes into being with its first platform. */
public record Institution(InstitutionId id, String name) {}
