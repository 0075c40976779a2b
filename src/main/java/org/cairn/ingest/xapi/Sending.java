package org.cairn.ingest.xapi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.endpoint.Reception;
import org.cairn.ingest.xapi.Batches.Named;
import org.cairn.ingest.xapi.check.Forms;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Takes statements by POST and PUT (Communication 2.1.1 and 2.1.2). Usually whatever can be read is answered 200 with an
 * id for each statement, because Moodle gives up a whole batch for anything else; what is wrong with one statement is
 * found when it is translated, and costs its neighbours nothing. A strict feed refuses as the specification says.
 */
@Component
class Sending {

    private final Admission admission;
    private final Document document;
    private final Reception reception;
    private final StrictSending strict;

    Sending(Admission admission, Document document, Reception reception, StrictSending strict) {
        this.admission = admission;
        this.document = document;
        this.reception = reception;
        this.strict = strict;
    }

    void post(Exchange exchange) throws IOException, Problem {
        admission.admit(exchange);
        if (exchange.strict()) {
            XapiDoor.allow(exchange.parameters(), Set.of());
        }
        Document.Sent sent = document.read(exchange);
        List<Named> statements =
                exchange.strict() ? strict.keep(exchange, sent, sent.statements()) : keep(exchange, sent);
        exchange.visit().answer(200, "application/json", Batches.ids(statements));
    }

    private List<Named> keep(Exchange exchange, Document.Sent sent) throws Problem {
        List<Named> statements = new ArrayList<>();
        for (JsonNode statement : sent.statements()) {
            statements.add(Batches.named(exchange.visit().feed(), statement));
        }
        reception.keep(statements.stream().map(Named::message).toList());
        return statements;
    }

    void put(Exchange exchange) throws IOException, Problem {
        admission.admit(exchange);
        XapiDoor.allow(exchange.parameters(), Set.of("statementId"));
        String id = exchange.parameters().getOrDefault("statementId", "").toLowerCase(Locale.ROOT);
        if (!Forms.isUuid(id)) {
            throw Exchange.bad("PUT names the statement it brings by a UUID, in the parameter 'statementId'.");
        }
        Document.Sent sent = document.read(exchange);
        JsonNode statement = sent.json();
        if (!statement.isObject()) {
            throw Exchange.bad("PUT brings a single statement.");
        }
        if (statement.has("id")
                && !statement.path("id").asString("").toLowerCase(Locale.ROOT).equals(id)) {
            throw Exchange.bad("The statement has another id than the parameter 'statementId'.");
        }
        Named named = Batches.named(exchange.visit().feed(), statement, id);
        if (exchange.strict()) {
            strict.keep(exchange, sent, List.of(named.statement()));
        } else {
            reception.keep(List.of(named.message()));
        }
        exchange.visit().answer(204);
    }
}
