package org.cairn.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.cairn.Case;
import org.cairn.complaint.TestComplaints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and certificates that are not what they seem. */
class OutboundTlsTests {

    private static final Outbound.Limits LIMITS = new Outbound.Limits(Duration.ofSeconds(5), 10_000);

    @TempDir
    static Path folder;

    private static TestCertificates certificates;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @BeforeAll
    static void make() throws Exception {
        certificates = new TestCertificates(folder);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private int server(String certificate) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.server(certificate)));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        server.start();
        open.push(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private GuardedOutbound outbound(CheckedResolver.Names names, SSLContext trust) {
        GuardedOutbound outbound = new GuardedOutbound(new AddressPolicy(List.of(), true), LIMITS, names, trust);
        open.push(outbound::close);
        return outbound;
    }

    private static URI at(String host, int port) {
        return URI.create("https://%s:%d/".formatted(host, port));
    }

    @Test
    void aServerThatShowsWhoItIsIsCalled() throws Exception {
        GuardedOutbound outbound = outbound(InetAddress::getAllByName, certificates.client());
        assertThat(outbound.get(at("localhost", server("good")), Map.of()).text())
                .isEqualTo("ok");
    }

    /** As the administrator's guide says for platforms with certificates of a university's own authority. */
    @Test
    void anAuthorityOfOnesOwnIsTrustedThroughJavasTrustStore() throws Exception {
        int port = server("good");
        try (GuardedByDefault without = new GuardedByDefault()) {
            assertThatThrownBy(() -> without.outbound().get(at("localhost", port), Map.of()))
                    .isInstanceOf(Outbound.Failed.class)
                    .satisfies(refused ->
                            assertThat(TestComplaints.english(refused)).contains("no secure connection"));
        }
        Map<String, String> options = certificates.trustStore(folder.resolve("trust.p12"));
        options.forEach(System::setProperty);
        try (GuardedByDefault with = new GuardedByDefault()) {
            assertThat(with.outbound().get(at("localhost", port), Map.of()).text())
                    .isEqualTo("ok");
        } finally {
            options.keySet().forEach(System::clearProperty);
        }
    }

    /** The client as the application makes it. */
    private record GuardedByDefault(GuardedOutbound outbound) implements AutoCloseable {
        GuardedByDefault() {
            this(new GuardedOutbound(new AddressPolicy(List.of(), true), Duration.ofSeconds(5), 10_000));
        }

        @Override
        public void close() throws Exception {
            outbound.close();
        }
    }

    @ParameterizedTest
    @Case("S80")
    @ValueSource(strings = {"expired", "other", "self"})
    void whoShowsAnExpiredForeignOrHomeMadeCertificateIsNot(String certificate) throws Exception {
        GuardedOutbound outbound = outbound(InetAddress::getAllByName, certificates.client());
        int port = server(certificate);
        assertThatThrownBy(() -> outbound.get(at("localhost", port), Map.of()))
                .isInstanceOfSatisfying(
                        Outbound.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Outbound.Reason.NOT_REACHED))
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("no secure connection"));
    }

    @Test
    @Case("S80")
    void onlyCurrentVersionsOfTlsAreOffered() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            var hello = thread.submit(() -> {
                try (Socket client = socket.accept()) {
                    byte[] record = client.getInputStream().readNBytes(5);
                    int length = (record[3] & 0xff) << 8 | (record[4] & 0xff);
                    return HexFormat.of().formatHex(client.getInputStream().readNBytes(length));
                }
            });
            GuardedOutbound outbound = outbound(InetAddress::getAllByName, certificates.client());
            assertThatThrownBy(() -> outbound.get(at("localhost", socket.getLocalPort()), Map.of()))
                    .isInstanceOf(Outbound.Failed.class);
            assertThat(hello.get())
                    .as("the extension supported_versions of RFC 8446 section 4.2.1 has 1.3 and 1.2")
                    .contains("002b00050403040303");
        }
    }

    @Test
    @Case("S70")
    void aNameThatMeansSomethingElseAMomentLaterIsConnectedToWhatWasChecked() throws Exception {
        int port = server("good");
        AtomicInteger asked = new AtomicInteger();
        CheckedResolver.Names rebinding = host -> asked.incrementAndGet() == 1
                ? new InetAddress[] {InetAddress.getLoopbackAddress()}
                : new InetAddress[] {InetAddress.getByName("10.0.0.1")};
        GuardedOutbound outbound = outbound(rebinding, certificates.client());
        assertThat(outbound.get(at("rebind.example", port), Map.of()).text()).isEqualTo("ok");
        assertThat(asked)
                .as("asked once: the address that was checked is the one called")
                .hasValue(1);
        GuardedOutbound later = outbound(rebinding, certificates.client());
        notAllowed(later, at("rebind.example", port));
    }

    @Test
    @Case({"S69", "S70"})
    void aNameOfWhichOneAddressIsPrivateIsNotCalledAtAll() throws Exception {
        CheckedResolver.Names both = host -> new InetAddress[] {
            InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.1"),
        };
        notAllowed(outbound(both, certificates.client()), URI.create("https://two.example/"));
    }

    @Test
    void aNameThatNobodyKnowsIsNotReached() throws Exception {
        CheckedResolver.Names none = host -> {
            throw new UnknownHostException(host);
        };
        GuardedOutbound outbound = outbound(none, certificates.client());
        assertThatThrownBy(() -> outbound.get(URI.create("https://nobody.example/"), Map.of()))
                .isInstanceOfSatisfying(
                        Outbound.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Outbound.Reason.NOT_REACHED));
    }

    private static void notAllowed(GuardedOutbound outbound, URI url) {
        assertThatThrownBy(() -> outbound.get(url, Map.of()))
                .isInstanceOfSatisfying(
                        Outbound.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Outbound.Reason.NOT_ALLOWED));
    }
}
