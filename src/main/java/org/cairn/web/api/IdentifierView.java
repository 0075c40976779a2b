package org.cairn.web.api;

import org.cairn.people.Identifier;

/** One of the names by which somebody is known, as calls show it. */
public record IdentifierView(String kind, String value) {
    public static IdentifierView of(Identifier identifier) {
        return new IdentifierView(identifier.kind().code(), identifier.value());
    }
}
