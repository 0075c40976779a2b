package org.cairn.ingest.xapi;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ingest.Feed;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.inbox.KeptMessages.Place;
import org.cairn.ingest.xapi.Search.Found;
import org.cairn.ingest.xapi.Search.Hit;
import org.cairn.vault.Tokens;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gives statements back to those who may send them (Communication 2.1.3). */
@Component
class Answering {

    private static final String CRLF = "\r\n";

    private final Admission admission;
    private final Consistency consistency;
    private final Search search;
    private final Shown shown;
    private final JdbcAttachments attachments;

    Answering(Admission admission, Consistency consistency, Search search, Shown shown, JdbcAttachments attachments) {
        this.admission = admission;
        this.consistency = consistency;
        this.search = search;
        this.shown = shown;
        this.attachments = attachments;
    }

    /**
     * A list ends where this node has stored everything, so that whoever goes on from the time that is said with it misses
     * nothing. Further pages end where the first did: what came since is on none of them.
     */
    void get(Exchange exchange) throws IOException, Problem {
        admission.admit(exchange);
        Query query = through(exchange, Query.of(exchange.parameters()));
        String id = query.statementId();
        String voided = query.voidedStatementId();
        if (id != null) {
            one(exchange, query, id, false);
        } else if (voided != null) {
            one(exchange, query, voided, true);
        } else {
            list(exchange, query);
        }
    }

    private Query through(Exchange exchange, Query query) {
        Instant first = query.through();
        if (first == null) {
            return query.through(consistency.sayNow(exchange.visit()));
        }
        consistency.say(exchange.visit(), first);
        return query;
    }

    private void one(Exchange exchange, Query query, String id, boolean voided) throws IOException, Problem {
        Feed feed = exchange.visit().feed();
        Hit hit = search.one(feed, id, voided)
                .orElseThrow(() -> new Problem(
                        404,
                        "no-statement",
                        voided ? "There is no voided statement of this id." : "There is no statement of this id."));
        answer(exchange, query, show(exchange, query, hit), List.of(hit));
    }

    private void list(Exchange exchange, Query query) throws IOException {
        Found found = search.all(exchange.visit().feed(), query);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode statements = result.putArray("statements");
        found.hits().forEach(hit -> statements.add(show(exchange, query, hit)));
        Place after = found.after();
        result.put("more", after == null ? "" : more(exchange, query, after));
        answer(exchange, query, result, found.hits());
    }

    private JsonNode show(Exchange exchange, Query query, Hit hit) {
        return shown.show(exchange.visit().feed(), hit, query.format(), exchange.header("Accept-Language"));
    }

    /** The same question from another place on; relative, as the specification wants it (Data 2.5). */
    private static String more(Exchange exchange, Query query, Place after) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, String> entry : exchange.parameters().entrySet()) {
            if (!entry.getKey().equals(Query.AFTER)) {
                pairs.add(pair(entry.getKey(), entry.getValue()));
            }
        }
        pairs.add(pair(Query.AFTER, after.at() + "_" + after.key() + "_" + query.through()));
        return exchange.visit().request().getRequestURI() + "?" + String.join("&", pairs);
    }

    private static String pair(String key, String value) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private void answer(Exchange exchange, Query query, JsonNode json, List<Hit> hits) throws IOException {
        hits.stream()
                .map(hit -> hit.message().at())
                .max(Comparator.naturalOrder())
                .ifPresent(stored -> exchange.visit().response().setDateHeader("Last-Modified", stored.toEpochMilli()));
        if (query.attachments()) {
            Set<String> hashes = new LinkedHashSet<>();
            hits.forEach(hit -> hashes.addAll(Attachments.of(hit.statement())));
            write(exchange, json, hashes);
        } else {
            exchange.visit().answer(200, "application/json", json.toString());
        }
    }

    /** The statements first, then each file under its hash (Communication 1.5.2); only one of them is in memory at a time. */
    private void write(Exchange exchange, JsonNode json, Set<String> hashes) throws IOException {
        String boundary = "cairn-" + Tokens.next();
        HttpServletResponse response = exchange.visit().response();
        response.setStatus(200);
        response.setContentType("multipart/mixed; boundary=" + boundary);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        OutputStream body = response.getOutputStream();
        text(body, "--" + boundary + CRLF + "Content-Type: application/json" + CRLF + CRLF + json + CRLF);
        for (String hash : hashes) {
            Optional<Multipart.File> file = attachments.find(exchange.visit().feed(), hash);
            if (file.isPresent()) {
                write(body, boundary, file.get());
            }
        }
        text(body, "--" + boundary + "--" + CRLF);
    }

    private static void write(OutputStream body, String boundary, Multipart.File file) throws IOException {
        text(body, "--" + boundary + CRLF + "Content-Type: " + file.contentType() + CRLF);
        text(body, "Content-Transfer-Encoding: binary" + CRLF);
        text(body, "X-Experience-API-Hash: " + file.hash() + CRLF + CRLF);
        body.write(file.content());
        text(body, CRLF);
    }

    private static void text(OutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
