package org.cairn.lti;

/** One name that a platform has for a person. */
public record Identifier(IdentifierKind kind, String value) {}
