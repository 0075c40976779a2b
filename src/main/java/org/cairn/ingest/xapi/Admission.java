package org.cairn.ingest.xapi;

import org.cairn.ingest.endpoint.Problem;
import org.cairn.ingest.endpoint.Senders;
import org.cairn.ingest.xapi.check.Forms;
import org.springframework.stereotype.Component;

/** Lets requests in: by the feed's secret (Communication 4.0) and, where it is asked for, by their version (3.3). */
@Component
class Admission {

    private final Senders senders;

    Admission(Senders senders) {
        this.senders = senders;
    }

    /** Lets in who sends statements, or asks for them; what is posted may be signed instead. */
    void admit(Exchange exchange) throws Problem {
        version(exchange);
        if (!mayBeSigned(exchange)) {
            senders.admit(exchange.visit());
        }
    }

    /** Lets in who keeps documents, or asks about people and activities: there is nothing in them that could be signed. */
    void admitUnsigned(Exchange exchange) throws Problem {
        version(exchange);
        senders.admit(exchange.visit());
    }

    static void version(Exchange exchange) throws Problem {
        String version = exchange.header("X-Experience-API-Version");
        if (exchange.strict() && (version == null || !Forms.isVersion(version.strip()))) {
            throw Exchange.bad("The header X-Experience-API-Version must be there, and be 1.0 or 1.0.x.");
        }
    }

    /** Whose body as a whole is a signed token is let in by its signature, once it is read; nothing else can be signed. */
    private static boolean mayBeSigned(Exchange exchange) {
        boolean sends = exchange.method().equals("POST") || exchange.method().equals("PUT");
        return exchange.visit().feed().jwksUrl() != null
                && sends
                && exchange.content() == null
                && !exchange.mediaType().equals("multipart/mixed");
    }
}
