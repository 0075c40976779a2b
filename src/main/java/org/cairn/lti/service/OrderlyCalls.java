package org.cairn.lti.service;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.net.Outbound;
import org.cairn.platform.Platform;
import org.springframework.stereotype.Component;

/** Calls services in the way that platforms bear: with a kept token, one at a time, and pausing when told to. */
@Component
class OrderlyCalls implements ServiceCalls {

    private static final int MOST_LANES = 10_000;

    private record Caller(String clientId, String host) {}

    private final Outbound outbound;
    private final ServiceTokens tokens;
    private final Vouching vouching;
    private final Clock clock;
    private final Map<Caller, Lane> lanes = new ConcurrentHashMap<>();

    OrderlyCalls(Outbound outbound, ServiceTokens tokens, Vouching vouching, Clock clock) {
        this.outbound = outbound;
        this.tokens = tokens;
        this.vouching = vouching;
        this.clock = clock;
    }

    @Override
    public Outbound.Answer call(Platform platform, Set<String> scopes, Outbound.Call call) throws ServiceRefused {
        vouching.check(platform, call.url());
        Lane lane = lane(platform.clientId(), call.url().getHost().toLowerCase(Locale.ROOT));
        lane.enter();
        try {
            Outbound.Answer answer = withToken(platform, scopes, call);
            if (Throttle.asks(answer)) {
                throw lane.holdUp(Throttle.retryAfter(answer, clock.instant()));
            }
            lane.flows();
            return answer;
        } finally {
            lane.leave();
        }
    }

    @Override
    public Set<String> granted(Platform platform, Set<String> scopes) throws ServiceRefused {
        return tokens.granted(platform, scopes);
    }

    private Lane lane(String clientId, String host) {
        if (lanes.size() >= MOST_LANES) {
            lanes.values().removeIf(Lane::isIdle);
        }
        return lanes.computeIfAbsent(new Caller(clientId, host), added -> new Lane(clock, host));
    }

    /** A token may be withdrawn before its time: then a new one is tried, once. */
    private Outbound.Answer withToken(Platform platform, Set<String> scopes, Outbound.Call call) throws ServiceRefused {
        String token = tokens.token(platform, scopes);
        Outbound.Answer answer = send(call, token);
        if (answer.status() == 401) {
            tokens.forget(platform, scopes, token);
            answer = send(call, tokens.token(platform, scopes));
        }
        return answer;
    }

    private Outbound.Answer send(Outbound.Call call, String token) throws ServiceRefused {
        try {
            return outbound.call(call.with("Authorization", "Bearer " + token));
        } catch (Outbound.Failed e) {
            throw ServiceTokens.refused(List.of(), e);
        }
    }
}
