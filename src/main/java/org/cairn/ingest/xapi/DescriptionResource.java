package org.cairn.ingest.xapi;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.xapi.Search.Hit;
import org.cairn.ingest.xapi.documents.Content;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is known of an agent (Communication 2.4) and of an activity (2.5). */
@Component
class DescriptionResource {

    private static final Set<String> GATHERED = Set.of("name", "description", "extensions");

    private final Admission admission;
    private final Search search;

    DescriptionResource(Admission admission, Search search) {
        this.admission = admission;
        this.search = search;
    }

    /** Nothing is told of somebody but what the asker knows: names are not ours to give to every sender. */
    void agent(Exchange exchange) throws IOException, Problem {
        admit(exchange, Set.of("agent"));
        ObjectNode person = JsonNodeFactory.instance.objectNode().put("objectType", "Person");
        DocumentResource.agent(exchange.parameters()).properties().forEach(entry -> {
            if (!entry.getKey().equals("objectType")) {
                person.putArray(entry.getKey()).add(entry.getValue());
            }
        });
        exchange.answer(Content.json(person), null);
    }

    /** What the feed's statements say of the activity: all languages they know, of everything else the latest. */
    void activity(Exchange exchange) throws IOException, Problem {
        admit(exchange, Set.of("activityId"));
        String id = Query.iri(exchange.parameters(), "activityId");
        if (id == null) {
            throw Exchange.bad("The parameter 'activityId' is missing.");
        }
        ObjectNode activity = JsonNodeFactory.instance.objectNode();
        activity.put("objectType", "Activity").put("id", id);
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        Query query = Query.of(Map.of("activity", id));
        List<Hit> hits = search.all(exchange.visit().feed(), query).hits();
        for (Hit hit : hits) {
            JsonNode object = hit.statement().path("object");
            if (object.path("id").asString("").equals(id)) {
                gather(definition, object.path("definition"));
            }
        }
        if (!definition.isEmpty()) {
            activity.set("definition", definition);
        }
        exchange.answer(Content.json(activity), null);
    }

    private void admit(Exchange exchange, Set<String> known) throws Problem {
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            throw Problem.method("GET, HEAD");
        }
        admission.admitUnsigned(exchange);
        XapiDoor.allow(exchange.parameters(), known);
    }

    /** Adds what an earlier statement says beyond the later ones. */
    private static void gather(ObjectNode known, JsonNode earlier) {
        earlier.properties().forEach(entry -> {
            if (!known.has(entry.getKey())) {
                known.set(entry.getKey(), entry.getValue().deepCopy());
            } else if (GATHERED.contains(entry.getKey()) && known.path(entry.getKey()) instanceof ObjectNode map) {
                entry.getValue().properties().forEach(one -> map.putIfAbsent(one.getKey(), one.getValue()));
            }
        });
    }
}
