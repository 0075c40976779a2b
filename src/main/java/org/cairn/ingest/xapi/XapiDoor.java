package org.cairn.ingest.xapi;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.cairn.ingest.FeedKind;
import org.cairn.ingest.endpoint.Door;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.endpoint.Visit;
import org.cairn.ingest.xapi.documents.Shelf.Kind;
import org.springframework.stereotype.Component;

/**
 * The resources of xAPI 1.0.3 (Communication 2): statements, from which evidence comes, and what senders of statements
 * keep beside them.
 */
@Component
class XapiDoor implements Door {

    static final String VERSION = "1.0.3";

    private static final String ABOUT = "{\"version\":[\"1.0.3\",\"1.0.2\",\"1.0.1\",\"1.0.0\"],\"extensions\":{}}";

    private final Sending sending;
    private final Answering answering;
    private final DocumentResource documents;
    private final DescriptionResource descriptions;
    private final Consistency consistency;

    XapiDoor(
            Sending sending,
            Answering answering,
            DocumentResource documents,
            DescriptionResource descriptions,
            Consistency consistency) {
        this.sending = sending;
        this.answering = answering;
        this.documents = documents;
        this.descriptions = descriptions;
        this.consistency = consistency;
    }

    @Override
    public FeedKind kind() {
        return FeedKind.XAPI;
    }

    @Override
    public void begin(HttpServletResponse response) {
        response.setHeader("X-Experience-API-Version", VERSION);
    }

    @Override
    public void serve(Visit visit) throws IOException, Problem {
        String resource = visit.rest().endsWith("/")
                ? visit.rest().substring(0, visit.rest().length() - 1)
                : visit.rest();
        switch (resource) {
            case "/about" -> about(visit);
            case "/statements" -> {
                consistency.say(visit);
                statements(Exchange.of(visit));
            }
            case "/activities/state" -> documents.serve(Exchange.of(visit), Kind.STATE);
            case "/activities/profile" -> documents.serve(Exchange.of(visit), Kind.ACTIVITY_PROFILE);
            case "/agents/profile" -> documents.serve(Exchange.of(visit), Kind.AGENT_PROFILE);
            case "/activities" -> descriptions.activity(Exchange.of(visit));
            case "/agents" -> descriptions.agent(Exchange.of(visit));
            default -> throw elsewhere(Exchange.of(visit));
        }
    }

    private static Problem elsewhere(Exchange exchange) throws Problem {
        Admission.version(exchange);
        return new Problem(
                404,
                "no-resource",
                "The resources of xAPI are /statements, /activities, /activities/state, /activities/profile, /agents,"
                        + " /agents/profile and /about.");
    }

    private static void about(Visit visit) throws IOException, Problem {
        if (!visit.isBy("GET") && !visit.isBy("HEAD")) {
            throw Problem.method("GET, HEAD");
        }
        visit.answer(200, "application/json", ABOUT);
    }

    private void statements(Exchange exchange) throws IOException, Problem {
        switch (exchange.method()) {
            case "POST" -> sending.post(exchange);
            case "PUT" -> sending.put(exchange);
            case "GET", "HEAD" -> answering.get(exchange);
            default -> throw Problem.method("GET, HEAD, POST, PUT");
        }
    }

    /** Refuses parameters that the specification does not know (Communication 3.2). */
    static void allow(Map<String, String> parameters, Set<String> known) throws Problem {
        if (!known.containsAll(parameters.keySet())) {
            throw Exchange.bad("The request has a parameter that is not known there; their case matters.");
        }
    }
}
