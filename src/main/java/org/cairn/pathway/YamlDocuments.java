package org.cairn.pathway;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Takes a text apart into YAML documents, refusing what would mean something else than it seems to. */
final class YamlDocuments {

    static final int MOST_CHARACTERS = 200_000;

    /** Generous: the rule's own limit of levels gives the better message long before this one. */
    private static final int MOST_LEVELS = 100;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(2 * MOST_CHARACTERS).build();

    private YamlDocuments() {}

    /** One document: its root node (whose marks count in the whole text) and its own lines. */
    record Document(Node root, String text) {}

    static List<Document> read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new DocumentFault(
                    1, "The text is longer than %,d characters: send the badges in parts".formatted(MOST_CHARACTERS));
        }
        try {
            checkEvents(text);
            return compose(text);
        } catch (ReaderException e) {
            throw new DocumentFault(lineOfPosition(text, e.getPosition()), "A character that no text may contain");
        } catch (MarkedYamlEngineException e) {
            throw new DocumentFault(lineOf(e), inPlainWords(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new DocumentFault(1, "This is not YAML: " + e.getMessage());
        }
    }

    private static List<Document> compose(String text) {
        List<Document> documents = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (Node root : new Compose(SETTINGS).composeAllFromString(text)) {
            if (!isEmpty(root)) {
                documents.add(new Document(root, slice(lines, root)));
            }
        }
        return documents;
    }

    private static boolean isEmpty(Node root) {
        return root instanceof ScalarNode scalar
                && scalar.getTag().equals(Tag.NULL)
                && scalar.getValue().isEmpty();
    }

    private static String slice(List<String> lines, Node root) {
        Mark start = root.getStartMark().orElseThrow();
        Mark end = root.getEndMark().orElseThrow();
        int after = end.getColumn() == 0 ? end.getLine() : end.getLine() + 1;
        String slice = String.join("\n", lines.subList(start.getLine(), Math.min(after, lines.size())));
        return slice.stripTrailing() + "\n";
    }

    /** Walks the events, which cannot overflow the stack, before anything recursive sees the text. */
    private static void checkEvents(String text) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > MOST_LEVELS) {
                throw new DocumentFault(lineOf(event), "This is nested too deeply");
            }
            checkAnchor(event);
        }
    }

    private static void checkAnchor(Event event) {
        if (event instanceof AliasEvent) {
            throw new DocumentFault(lineOf(event), "Aliases (*name) are not allowed: write it out");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new DocumentFault(lineOf(event), "Anchors (&name) are not allowed: write it out where it is needed");
        }
    }

    private static int lineOf(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static int lineOf(MarkedYamlEngineException e) {
        return e.getProblemMark()
                .or(e::getContextMark)
                .map(mark -> mark.getLine() + 1)
                .orElse(1);
    }

    private static int lineOfPosition(String text, int position) {
        int end = text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
        return 1
                + (int) text.substring(0, end)
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
    }

    private static String inPlainWords(String problem) {
        if (problem.contains("mapping values are not allowed")) {
            return "A text with a colon in it must stand in quotes";
        }
        if (problem.contains("TAB")) {
            return "Use spaces instead of tabs";
        }
        return "This is not YAML: " + problem;
    }
}
