package org.cairn.pathway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The fields of one mapping: each is taken once, and what is left over was not understood. */
final class Fields {

    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

    private final Node node;
    private final Map<String, Node> left = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();

    private Fields(Node node) {
        this.node = node;
    }

    static Fields of(Node node, String what) {
        if (!(node instanceof MappingNode mapping)) {
            throw DocumentFault.at(node, "%s must be fields, each with a name, a colon and a value", what);
        }
        Fields fields = new Fields(node);
        fields.add(mapping);
        return fields;
    }

    /** Adds the fields of another mapping, as if they had stood here. */
    void add(MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw DocumentFault.at(tuple.getKeyNode(), "The name of a field must be a word");
            }
            if (left.putIfAbsent(key.getValue(), plain(tuple.getValueNode())) != null) {
                throw DocumentFault.at(key, "'%s' stands here twice", key.getValue());
            }
            keys.put(key.getValue(), key);
        }
    }

    private static Node plain(Node value) {
        if (!PLAIN.contains(value.getTag())) {
            throw DocumentFault.at(value, "YAML tags (%s) are not allowed", value.getTag());
        }
        return value;
    }

    Node node() {
        return node;
    }

    boolean has(String name) {
        return left.containsKey(name);
    }

    /** All that is left, in the order of the text. */
    Map<String, Node> all() {
        return new LinkedHashMap<>(left);
    }

    Node keyOf(String name) {
        return keys.getOrDefault(name, node);
    }

    @Nullable
    Node take(String name) {
        return left.remove(name);
    }

    Node need(String name, String whose) {
        Node value = take(name);
        if (value == null) {
            throw DocumentFault.at(node, "%s needs the field '%s'", whose, name);
        }
        return value;
    }

    /** Refuses whatever was not taken. */
    void noMore(String whose) {
        for (String name : left.keySet()) {
            throw DocumentFault.at(keyOf(name), "%s has no field '%s'", whose, name);
        }
    }

    static List<Node> list(Node node, String what) {
        if (!(node instanceof SequenceNode sequence)) {
            throw DocumentFault.at(node, "%s must be a list: [one, two], or lines that begin with a dash", what);
        }
        sequence.getValue().forEach(Fields::plain);
        return sequence.getValue();
    }
}
