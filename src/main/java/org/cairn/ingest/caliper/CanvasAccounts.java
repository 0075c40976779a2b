package org.cairn.ingest.caliper;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * From which account of a hosted Canvas an event comes: some name it at whoever acted, others only by the host that people
 * use.
 */
final class CanvasAccounts {

    private static final String VENDOR = "com.instructure.canvas";
    private static final List<String> NAMES = List.of("root_account_uuid", "root_account_lti_guid");

    /** What Canvas calls itself where nobody used it. */
    private static final Set<String> EVERYBODYS = Set.of("www.canvaslms.com", "canvaslms.com");

    private CanvasAccounts() {}

    static List<String> of(Entity event) {
        return Stream.concat(
                        Stream.of(event.extensions(VENDOR), event.get("actor").extensions(VENDOR))
                                .flatMap(told -> NAMES.stream().flatMap(name -> Entity.text(told, name).stream())),
                        host(event).stream())
                .distinct()
                .toList();
    }

    private static Optional<String> host(Entity event) {
        return Entity.text(event.extensions(VENDOR), "hostname")
                .or(() -> Optional.ofNullable(hostOf(event.get("edApp").id())))
                .filter(host -> !EVERYBODYS.contains(host));
    }

    private static @Nullable String hostOf(@Nullable String iri) {
        try {
            return iri == null ? null : URI.create(iri).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What is kept of an event's own extensions: nothing but these. */
    static Optional<ObjectNode> kept(JsonNode event) {
        JsonNode told = Entity.of(event).extensions(VENDOR);
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        Stream.concat(NAMES.stream(), Stream.of("hostname"))
                .forEach(name -> Entity.text(told, name).ifPresent(text -> kept.put(name, text)));
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonNodeFactory.instance.objectNode().set(VENDOR, kept));
    }
}
