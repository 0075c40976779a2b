package org.cairn.lti.service;

import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import org.cairn.lti.Outbound;
import org.cairn.lti.Platform;
import org.cairn.lti.TokenTrial;
import org.cairn.lti.ToolKey;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Asks for tokens without a memory: what the services have in use stays untouched. */
@Component
class FreshTokens implements TokenTrial {

    private final Outbound outbound;
    private final ToolKey key;
    private final JsonMapper json;
    private final Clock clock;

    FreshTokens(Outbound outbound, ToolKey key, JsonMapper json, Clock clock) {
        this.outbound = outbound;
        this.key = key;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Answer ask(Platform platform, Set<String> scopes) {
        try {
            new ServiceTokens(outbound, key, json, clock).token(platform, scopes);
            return new Answer(true, null);
        } catch (ServiceRefused e) {
            return new Answer(
                    !(e.getCause() instanceof Outbound.Failed),
                    Objects.requireNonNullElse(e.getMessage(), "No access token."));
        }
    }
}
