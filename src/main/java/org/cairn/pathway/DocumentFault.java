package org.cairn.pathway;

import org.snakeyaml.engine.v2.nodes.Node;

/** A fault found while a badge document is read; becomes a {@link Pathways.BadDocument} at the door. */
final class DocumentFault extends RuntimeException {

    private final int line;

    DocumentFault(int line, String reason) {
        super(reason);
        this.line = line;
    }

    static DocumentFault at(Node node, String reason, Object... details) {
        return new DocumentFault(lineOf(node), reason.formatted(details));
    }

    /** The line, counted from 1, on which the node begins. */
    static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    int line() {
        return line;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
