package org.cairn.people;

/** One name that a platform has for a person. */
public record Identifier(IdentifierKind kind, String value) {}
