package org.cairn.net;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.cairn.complaint.Complaint;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The guarded client. Time-outs of the client are per read, so a dribbling server could hold it for ever; therefore a
 * timer cancels each call at its deadline, and the caller waits no longer even while a name is being resolved.
 */
@Component
class GuardedOutbound implements Outbound {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1_000_000;
    private static final Timeout PER_STEP = Timeout.ofSeconds(2);
    private static final Duration GRACE = Duration.ofMillis(100);

    private final AddressPolicy policy;
    private final Limits usual;
    private final CloseableHttpClient http;
    private final ScheduledThreadPoolExecutor timer;

    @Autowired
    GuardedOutbound(OutboundSettings settings, PublicUrl publicUrl) {
        this(
                new AddressPolicy(settings.outboundAllowedCidrs(), PublicUrl.isLoopback(publicUrl.publicUrl())),
                DEADLINE,
                MOST_BYTES);
    }

    GuardedOutbound(AddressPolicy policy, Duration deadline, int mostBytes) {
        this(policy, new Limits(deadline, mostBytes), InetAddress::getAllByName, SSLContexts.createDefault());
    }

    /** With another view of names and certificates, for tests of what is done about false ones. */
    GuardedOutbound(AddressPolicy policy, Limits usual, CheckedResolver.Names names, SSLContext trust) {
        this.policy = policy;
        this.usual = usual;
        this.http = HttpClients.custom()
                .setConnectionManager(connections(new CheckedResolver(policy, names), trust))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .setUserAgent("Cairn")
                .build();
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("outbound-deadline").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    private static HttpClientConnectionManager connections(CheckedResolver resolver, SSLContext trust) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
                .setMaxConnPerRoute(20)
                .setMaxConnTotal(200)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(8192)
                                .setMaxHeaderCount(100)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(PER_STEP)
                        .setSocketTimeout(PER_STEP)
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(PER_STEP)
                        .setSupportedProtocols(TLS.V_1_3, TLS.V_1_2)
                        .build())
                .build();
    }

    @PreDestroy
    void close() throws IOException {
        timer.shutdownNow();
        http.close();
    }

    @Override
    public Answer call(Call call) throws Failed {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method().name(), checked(call.url()));
        call.headers().forEach(request::setHeader);
        Content content = call.content();
        if (content != null) {
            request.setEntity(new ByteArrayEntity(content.bytes(), ContentType.parse(content.type())));
        }
        Limits limits = Objects.requireNonNullElse(call.limits(), usual);
        // a Moodle that has just started, or reads a large course, thinks longer before its first byte than it takes to
        // connect
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(limits.time()))
                .build());
        return call(server(call.url()), request, limits);
    }

    private URI checked(URI url) throws Failed {
        if (!policy.allows(url)) {
            throw new Failed(Reason.NOT_ALLOWED, Complaint.of("call.not-allowed", server(url)));
        }
        return url;
    }

    private Answer call(String server, HttpUriRequestBase request, Limits limits) throws Failed {
        FutureTask<Answer> task = new FutureTask<>(() -> execute(request, limits));
        Thread.ofVirtual().name("outbound").start(task);
        try {
            return task.get(limits.time().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            giveUp(request, task);
            throw tooSlow(server, limits, e);
        } catch (ExecutionException e) {
            throw failed(server, request, limits, Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            giveUp(request, task);
            Thread.currentThread().interrupt();
            throw new Failed(Reason.NOT_REACHED, Complaint.of("call.given-up", server), e);
        }
    }

    private static void giveUp(HttpUriRequestBase request, Future<?> task) {
        request.cancel();
        task.cancel(true);
    }

    private Answer execute(HttpUriRequestBase request, Limits limits) throws IOException {
        Future<?> end = timer.schedule(request::cancel, limits.time().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return http.execute(request, answer -> read(request, answer, limits.bytes()));
        } finally {
            end.cancel(false);
        }
    }

    /** Reads at most one byte too many, so that nobody downstream ever reads from the network. */
    private Answer read(HttpUriRequestBase request, ClassicHttpResponse answer, int mostBytes) throws IOException {
        byte[] body = new byte[0];
        if (answer.getEntity() != null) {
            body = answer.getEntity().getContent().readNBytes(mostBytes + 1);
            if (body.length > mostBytes) {
                request.cancel();
                throw new TooLong();
            }
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : answer.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return new Answer(answer.getCode(), headers, body);
    }

    private Failed failed(String server, HttpUriRequestBase request, Limits limits, Throwable cause) {
        if (cause instanceof CheckedResolver.NotAllowed) {
            return new Failed(Reason.NOT_ALLOWED, Complaint.of("call.private", server), cause);
        }
        if (cause instanceof TooLong) {
            return new Failed(Reason.TOO_LONG, Complaint.of("call.too-long", server, limits.bytes()), cause);
        }
        // when the deadline passed, the cause only says that something was closed meanwhile
        boolean late = request.isCancelled() || cause instanceof SocketTimeoutException;
        return late ? tooSlow(server, limits, cause) : new Failed(Reason.NOT_REACHED, notReached(server, cause), cause);
    }

    private Failed tooSlow(String server, Limits limits, Throwable cause) {
        return new Failed(Reason.TOO_SLOW, Complaint.of("call.too-slow", server, seconds(limits.time())), cause);
    }

    /** In the words of who has to mend it; the causes' own messages may quote what was sent. */
    private static Complaint notReached(String server, Throwable cause) {
        return switch (cause) {
            case UnknownHostException unknown -> Complaint.of("call.unknown", server);
            case SSLException untrusted -> Complaint.of("call.untrusted", server);
            case ConnectException nobody -> Complaint.of("call.nobody", server);
            default -> Complaint.of("call.broken", server, cause.getClass().getSimpleName());
        };
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /** The part of a URL that is nobody's secret. */
    private static String server(URI url) {
        return "%s://%s%s".formatted(url.getScheme(), url.getHost(), url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Says that an answer was longer than we read. */
    private static final class TooLong extends IOException {}
}
