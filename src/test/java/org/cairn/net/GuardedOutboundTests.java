package org.cairn.net;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairn.Case;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedOutboundTests {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().containerThreads(100))
            .build();

    private final GuardedOutbound outbound = patient(Duration.ofSeconds(10));
    private final GuardedOutbound impatient = patient(Duration.ofMillis(700));

    private static GuardedOutbound patient(Duration deadline) {
        return new GuardedOutbound(new AddressPolicy(List.of(), true), deadline, 10_000);
    }

    @AfterEach
    void close() throws Exception {
        outbound.close();
        impatient.close();
    }

    private static URI url(String path) {
        return URI.create(SERVER.baseUrl() + path);
    }

    private static void fails(ThrowingCallable call, Outbound.Reason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Outbound.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(reason))
                .hasMessageNotContaining("secret");
    }

    @Test
    void anAnswerIsHandedOnWhole() throws Exception {
        SERVER.stubFor(get(urlPathEqualTo("/a"))
                .withHeader("Accept", equalTo("text/plain"))
                .willReturn(aResponse()
                        .withStatus(404)
                        .withHeader("X-Thing", "1", "2")
                        .withBody("hällo")));
        Outbound.Answer answer = outbound.get(url("/a?q=1"), Map.of("Accept", "text/plain"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.isSuccess()).isFalse();
        assertThat(answer.all("x-thing")).containsExactly("1", "2");
        assertThat(answer.text()).isEqualTo("hällo");
    }

    @Test
    void aBodyIsPosted() throws Exception {
        SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(201)));
        outbound.post(
                url("/p"), Map.of("Authorization", "Bearer x"), "text/plain; charset=UTF-8", "hällo".getBytes(UTF_8));
        SERVER.verify(postRequestedFor(urlPathEqualTo("/p"))
                .withHeader("Authorization", equalTo("Bearer x"))
                .withHeader("Content-Type", equalTo("text/plain; charset=UTF-8"))
                .withRequestBody(equalTo("hällo")));
    }

    @Test
    @Case("S71")
    void aRedirectIsAnAnswerAndIsNotFollowed() throws Exception {
        SERVER.stubFor(get(urlPathEqualTo("/from"))
                .willReturn(aResponse()
                        .withStatus(302)
                        .withHeader("Location", "/to")
                        .withHeader("Set-Cookie", "a=b")));
        assertThat(outbound.get(url("/from"), Map.of()).status()).isEqualTo(302);
        outbound.get(url("/from"), Map.of());
        SERVER.verify(0, getRequestedFor(urlPathEqualTo("/to")));
        SERVER.verify(2, getRequestedFor(urlPathEqualTo("/from")).withoutHeader("Cookie"));
    }

    @Test
    void slowAndDribblingServersAreLeft() {
        SERVER.stubFor(get(urlPathEqualTo("/slow")).willReturn(aResponse().withFixedDelay(3_000)));
        SERVER.stubFor(get(urlPathEqualTo("/dribble"))
                .willReturn(aResponse().withBody("x".repeat(5_000)).withChunkedDribbleDelay(1_000, 3_000)));
        fails(() -> impatient.get(url("/slow?token=secret"), Map.of()), Outbound.Reason.TOO_SLOW);
        fails(() -> impatient.get(url("/dribble?token=secret"), Map.of()), Outbound.Reason.TOO_SLOW);
    }

    /** A Moodle that has just started does; connecting alone must be quick. */
    @Test
    void aPlatformMayThinkUntilTheEndOfTheCallsTime() throws Exception {
        SERVER.stubFor(get(urlPathEqualTo("/cold"))
                .willReturn(aResponse().withFixedDelay(2_500).withBody("awake")));
        Outbound.Call call = Outbound.Call.get(url("/cold"), Map.of()).within(Outbound.Limits.PATIENT);
        assertThat(impatient.call(call).text()).isEqualTo("awake");
    }

    @Test
    void hugeAnswersAreLeft() throws Exception {
        SERVER.stubFor(get(urlPathEqualTo("/huge")).willReturn(aResponse().withBody("x".repeat(10_001))));
        SERVER.stubFor(get(urlPathEqualTo("/fits")).willReturn(aResponse().withBody("x".repeat(10_000))));
        fails(() -> outbound.get(url("/huge"), Map.of()), Outbound.Reason.TOO_LONG);
        assertThat(outbound.get(url("/fits"), Map.of()).body()).hasSize(10_000);
    }

    @Test
    void brokenConnectionsAndClosedPortsAreNamed() throws Exception {
        SERVER.stubFor(
                any(urlPathEqualTo("/broken")).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        fails(() -> outbound.get(url("/broken"), Map.of()), Outbound.Reason.NOT_REACHED);
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        fails(() -> outbound.get(URI.create("http://127.0.0.1:" + closed), Map.of()), Outbound.Reason.NOT_REACHED);
    }

    @ParameterizedTest
    @Case({"S69", "S72", "S73"})
    @ValueSource(
            strings = {
                "https://example.org:22/",
                "https://example.org:25/",
                "https://example.org:6379/",
                "https://example.org:5432/",
                "https://example.org:2375/",
                "https://example.org:1/",
                "https://8.8.8.8:22/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.1./",
                "https://010.0.0.1/",
                "https://3232235777/",
                "https://192.168.257/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b:1::a00:1]/",
                "https://[2002:a00:1::]/",
                "https://[2001:0:a00:1::]/",
                "https://[fec0::1]/",
                "https://[::]/",
                "https://[fd00:ec2::254]/",
                "https://100.100.100.200/",
                "https://metadata.google.internal/computeMetadata/v1/",
                "https://Metadata.Google.Internal./",
                "gopher://example.org/",
                "ldap://example.org/",
                "jar:https://example.org/a.jar!/b",
                "https:///etc/passwd",
                "//example.org/",
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://127.1/",
                "https://0.0.0.0/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[64:ff9b::a00:1]/",
                "https://[fd00::1]/",
                "https://[fe80::1]/",
                "https://[ff02::1]/",
                "https://10.0.0.1/",
                "https://172.31.255.1/",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://localhost/",
                "http://127.0.0.1/",
                "http://example.org/",
                "file:///etc/passwd",
                "ftp://example.org/",
                "https://user:secret@example.org/"
            })
    void aServerInTheOpenCallsNothingPrivate(String url) throws Exception {
        GuardedOutbound open = new GuardedOutbound(new AddressPolicy(List.of(), false), Duration.ofSeconds(5), 10_000);
        fails(() -> open.get(URI.create(url), Map.of()), Outbound.Reason.NOT_ALLOWED);
        open.close();
    }

    @ParameterizedTest
    @Case("S73")
    @ValueSource(ints = {22, 25, 21, 23, 1, 6379, 5432, 3306, 11211, 2375, 27017})
    void noPortOfOtherServicesIsCalledEvenOnThisComputer(int port) {
        fails(() -> outbound.get(URI.create("http://127.0.0.1:" + port), Map.of()), Outbound.Reason.NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://lms.example.edu",
                "https://lms.example.edu:443/x",
                "https://lms.example.edu:8443/x",
                "https://lms.example.edu:8080/x",
                "http://localhost/moodle",
                "http://127.0.0.1:3000/canvas",
                "http://[::1]:45678/x"
            })
    void learningPlatformsStandWhereWebServersStand(String url) {
        assertThat(new AddressPolicy(List.of(), true).allows(URI.create(url))).isTrue();
    }

    @Test
    @Case("S69")
    void whatCloudsHideIsNotCalledWhateverTheOperatorAllows() throws Exception {
        AddressPolicy wide = new AddressPolicy(List.of("0.0.0.0/0", "::/0"), true);
        for (String hidden : List.of("169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254", "100.100.100.200")) {
            assertThat(wide.allows(InetAddress.getByName(hidden))).as(hidden).isFalse();
        }
        assertThat(wide.allows(InetAddress.getByName("10.1.2.3"))).isTrue();
    }

    @Test
    void theOperatorAllowsRanges() throws Exception {
        AddressPolicy policy = new AddressPolicy(List.of("10.20.0.0/16", "fd12::/16"), false);
        assertThat(policy.allows(InetAddress.getByName("10.20.3.4"))).isTrue();
        assertThat(policy.allows(InetAddress.getByName("10.21.3.4"))).isFalse();
        assertThat(policy.allows(InetAddress.getByName("fd12::1"))).isTrue();
        assertThat(policy.allows(InetAddress.getByName("fd13::1"))).isFalse();
        assertThat(policy.allows(InetAddress.getByName("8.8.8.8"))).isTrue();
        assertThat(policy.allows(InetAddress.getByName("2606:4700::1111"))).isTrue();
        assertThat(policy.allows(URI.create("http://10.20.3.4/"))).isFalse();
        for (String wrong : List.of("10.20.0.0", "10.20.0.0/33", "example.org/8", "10.20/16/1", "")) {
            assertThatThrownBy(() -> Cidr.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void cancelledCallsGiveTheirConnectionsBack() throws Exception {
        SERVER.stubFor(get(urlPathEqualTo("/slow")).willReturn(aResponse().withFixedDelay(15_000)));
        SERVER.stubFor(get(urlPathEqualTo("/ok")).willReturn(aResponse().withBody("ok")));
        GuardedOutbound one = patient(Duration.ofSeconds(3));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 25; i++) {
                threads.submit(() -> one.get(url("/slow"), Map.of()));
            }
        }
        assertThat(one.get(url("/ok"), Map.of()).text()).isEqualTo("ok");
        one.close();
    }
}
