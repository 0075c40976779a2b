package org.cairn.database;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * Stands at the door while Cairn cannot open it: whoever comes is told to come again, and whoever asks whether the process
 * lives hears that it does.
 */
final class Porter implements AutoCloseable {

    private static final String ALIVE = "/actuator/health/liveness";
    private static final Logger LOG = LoggerFactory.getLogger(Porter.class);

    private final @Nullable HttpServer server;

    private Porter(@Nullable HttpServer server) {
        this.server = server;
    }

    /** A porter where the web server will be, or nobody where none can be. */
    static Porter at(Optional<Environment> environment) {
        int port = environment
                .map(known -> known.getProperty("server.port", Integer.class, 0))
                .orElse(0);
        String address =
                environment.map(known -> known.getProperty("server.address")).orElse("0.0.0.0");
        boolean plain = environment
                .map(known ->
                        !known.containsProperty("server.ssl.bundle") && !known.containsProperty("server.ssl.key-store"))
                .orElse(false);
        return port > 0 && plain ? open(new InetSocketAddress(address, port)) : new Porter(null);
    }

    static Porter open(InetSocketAddress where) {
        try {
            HttpServer server = HttpServer.create(where, 0);
            server.createContext("/", Porter::answer);
            server.start();
            return new Porter(server);
        } catch (IOException e) {
            LOG.warn("Nobody answers at {} meanwhile: {}", where, e.getMessage());
            return new Porter(null);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean alive = exchange.getRequestURI().getPath().equals(ALIVE);
            byte[] body = (alive ? "{\"status\":\"UP\"}" : words(exchange)).getBytes(StandardCharsets.UTF_8);
            String type = alive ? "application/json" : "text/plain; charset=utf-8";
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Retry-After", "5");
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(alive ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String words(HttpExchange exchange) {
        String wanted = String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Language"));
        Locale locale = Locale.forLanguageTag(wanted.split("[,;]")[0]);
        return ResourceBundle.getBundle("messages", locale).getString("starting.waits");
    }

    @Override
    public String toString() {
        return server == null
                ? "nobody is answered"
                : "503 is answered at port " + server.getAddress().getPort();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
