package org.cairn.ingest.xapi;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.ingest.Feed;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.reading.StrictJson;
import org.cairn.ingest.reading.Texts;
import org.cairn.ingest.xapi.check.ActorCheck;
import org.cairn.ingest.xapi.check.Flaw;
import org.cairn.ingest.xapi.documents.Conditions;
import org.cairn.ingest.xapi.documents.Content;
import org.cairn.ingest.xapi.documents.Documents;
import org.cairn.ingest.xapi.documents.Documents.Named;
import org.cairn.ingest.xapi.documents.Documents.Stored;
import org.cairn.ingest.xapi.documents.Shelf;
import org.cairn.ingest.xapi.documents.Shelf.Kind;
import org.cairn.ingest.xapi.documents.Shelf.Place;
import org.cairn.ingest.xapi.documents.Whose;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The resources that keep documents for their senders: states and profiles (Communication 2.2, 2.3, 2.6, 2.7). */
@Component
class DocumentResource {

    private static final int LONGEST = 255;
    private static final Pattern TYPE = Pattern.compile("[!-~]+/[ -~]+");

    private final Admission admission;
    private final Documents documents;

    DocumentResource(Admission admission, Documents documents) {
        this.admission = admission;
        this.documents = documents;
    }

    void serve(Exchange exchange, Kind kind) throws IOException, Problem {
        if (!Set.of("GET", "HEAD", "PUT", "POST", "DELETE").contains(exchange.method())) {
            throw Problem.method("DELETE, GET, HEAD, POST, PUT");
        }
        admission.admitUnsigned(exchange);
        Asked asked = Asked.of(exchange, kind);
        switch (exchange.method()) {
            case "PUT" -> put(exchange, asked);
            case "POST" -> post(exchange, asked);
            case "DELETE" -> delete(exchange, asked);
            default -> get(exchange, asked);
        }
    }

    private void get(Exchange exchange, Asked asked) throws IOException, Problem {
        Feed feed = exchange.visit().feed();
        if (asked.name() == null) {
            list(exchange, documents.names(feed, asked.shelf(), asked.registration(), asked.since()));
            return;
        }
        Stored stored = documents
                .find(feed, asked.place())
                .orElseThrow(() -> new Problem(404, "no-document", "There is no such document."));
        // what senders keep here is theirs: a browser that is led here does nothing with it
        exchange.visit().response().setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        exchange.answer(stored.content(), stored.at());
    }

    private static void list(Exchange exchange, List<Named> documents) throws IOException {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        documents.forEach(document -> names.add(document.name()));
        Instant changed =
                documents.stream().map(Named::at).max(Comparator.naturalOrder()).orElse(null);
        exchange.answer(Content.json(names), changed);
    }

    /** States may be overwritten unseen; profiles, which many write, may not (Communication 3.1). */
    private void put(Exchange exchange, Asked asked) throws IOException, Problem {
        Conditions conditions = exchange.conditions();
        Content content = content(exchange);
        documents.change(exchange.visit().feed(), asked.place(), there -> {
            if (asked.shelf().kind() != Kind.STATE && !conditions.areStated()) {
                throw new Problem(
                        there.isPresent() ? 409 : 400,
                        "no-precondition",
                        "A profile is put with the header If-Match, naming the ETag of what is to be overwritten (ask"
                                + " for what stands there now), or with If-None-Match: *.");
            }
            conditions.check(there);
            return Optional.of(content);
        });
        exchange.visit().answer(204);
    }

    private void post(Exchange exchange, Asked asked) throws IOException, Problem {
        Conditions conditions = exchange.conditions();
        Content content = content(exchange).checked();
        documents.change(exchange.visit().feed(), asked.place(), there -> {
            conditions.check(there);
            return Optional.of(there.isPresent() ? there.get().mergedWith(content) : content);
        });
        exchange.visit().answer(204);
    }

    private void delete(Exchange exchange, Asked asked) throws Problem {
        Feed feed = exchange.visit().feed();
        if (asked.name() == null && asked.shelf().kind() == Kind.STATE) {
            documents.drop(feed, asked.shelf(), asked.registration());
        } else {
            Conditions conditions = exchange.conditions();
            documents.change(feed, asked.place(), there -> {
                conditions.check(there);
                return Optional.empty();
            });
        }
        exchange.visit().answer(204);
    }

    private static Content content(Exchange exchange) throws IOException, Problem {
        String type = exchange.header("Content-Type");
        if (type == null || type.length() > LONGEST || !TYPE.matcher(type).matches()) {
            type = "application/octet-stream";
        }
        byte[] bytes = exchange.content() == null ? exchange.visit().body() : exchange.contentBytes();
        return new Content(type, bytes);
    }

    /** Which documents are meant. */
    private record Asked(
            Shelf shelf,
            @Nullable String registration,
            @Nullable String name,
            Instant since) {

        private static Asked of(Exchange exchange, Kind kind) throws Problem {
            Map<String, String> parameters = exchange.parameters();
            boolean read = exchange.method().equals("GET") || exchange.method().equals("HEAD");
            XapiDoor.allow(parameters, known(kind, read));
            String activity = Query.iri(parameters, "activityId");
            if (kind != Kind.AGENT_PROFILE && activity == null) {
                throw Exchange.bad("The parameter 'activityId' is missing.");
            }
            Whose whose = kind == Kind.ACTIVITY_PROFILE
                    ? null
                    : Whose.of(exchange.visit().feed(), agent(parameters));
            return new Asked(
                    new Shelf(kind, activity, whose),
                    Query.uuid(parameters, "registration"),
                    name(parameters, kind.parameter()),
                    Query.time(parameters, "since").orElse(Instant.EPOCH));
        }

        private static Set<String> known(Kind kind, boolean read) {
            Set<String> known = new HashSet<>(
                    switch (kind) {
                        case STATE -> List.of("activityId", "agent", "registration");
                        case AGENT_PROFILE -> List.of("agent");
                        case ACTIVITY_PROFILE -> List.of("activityId");
                    });
            known.add(kind.parameter());
            if (read) {
                known.add("since");
            }
            return known;
        }

        private static @Nullable String name(Map<String, String> parameters, String key) throws Problem {
            String name = parameters.get(key);
            if (name != null && (name.isBlank() || !name.equals(Texts.clean(name, LONGEST)))) {
                throw Query.wrong(key, "a name of at most %d printable characters".formatted(LONGEST));
            }
            return name;
        }

        private Place place() throws Problem {
            if (name == null) {
                throw Exchange.bad(
                        "The parameter '%s' is missing.".formatted(shelf.kind().parameter()));
            }
            return new Place(shelf, registration, name);
        }
    }

    /** The Agent that a request names. */
    static JsonNode agent(Map<String, String> parameters) throws Problem {
        String text = parameters.get("agent");
        if (text == null) {
            throw Exchange.bad("The parameter 'agent' is missing.");
        }
        try {
            JsonNode agent = StrictJson.read(text);
            ActorCheck.checkAgent(agent);
            return agent;
        } catch (StrictJson.Unreadable | Flaw e) {
            throw Exchange.bad("The parameter 'agent' is no Agent: " + e.getMessage());
        }
    }
}
