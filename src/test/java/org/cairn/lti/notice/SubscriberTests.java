package org.cairn.lti.notice;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.lti.LaunchAdmitted;
import org.cairn.lti.Notices;
import org.cairn.lti.Notices.State;
import org.cairn.lti.Purpose;
import org.cairn.lti.Role;
import org.cairn.lti.Services;
import org.cairn.lti.TestLti;
import org.cairn.lti.service.TestCalls;
import org.cairn.net.PublicUrl;
import org.cairn.people.LearnerId;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Asking platforms for notices, and how they answer. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SubscriberTests {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String SERVICE = "/api/lti/notice-handlers/106";
    private static final Set<String> TYPES =
            Set.of("LtiHelloWorldNotice", "LtiContextCopyNotice", "LtiAssetProcessorSubmissionNotice");

    private final MutableClock clock = new MutableClock(NOW);
    private final NotedContacts contacts = new NotedContacts();
    private final TestLti lti;
    private final JdbcSubscriptions jdbc;
    private final TestDatabase.Fresh database;
    private Platform platform;
    private Subscriptions subscriptions;
    private Subscriber subscriber;

    SubscriberTests(TestDatabase kind) {
        database = kind.fresh();
        lti = TestLti.on(database, event -> {}, clock);
        jdbc = new JdbcSubscriptions(database.jdbc());
    }

    @BeforeEach
    void register() {
        URI base = URI.create(SERVER.baseUrl());
        platform = lti.platforms()
                .register(new NewPlatform(
                        "University",
                        "Canvas",
                        Family.CANVAS,
                        SERVER.baseUrl(),
                        "client-" + UUID.randomUUID(),
                        base.resolve("/authorize"),
                        base.resolve("/token"),
                        base.resolve("/jwks"),
                        List.of("1:a")));
        subscriptions = new Subscriptions(jdbc, database.transactions(), clock);
        subscriber = subscriber("https://badges.example.edu");
        SERVER.stubFor(post(urlPathEqualTo("/token"))
                .willReturn(aResponse()
                        .withBody("{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\""
                                + Subscriber.SCOPE + "\"}")));
        answers(200);
    }

    private Subscriber subscriber(String publicUrl) {
        return new Subscriber(
                jdbc,
                new Subscriptions(jdbc, database.transactions(), clock),
                lti.platforms(),
                TestCalls.on(lti.platforms(), clock),
                contacts,
                database.transactions(),
                JsonMapper.builder().build(),
                new PublicUrl(URI.create(publicUrl)),
                clock);
    }

    private static void answers(int status) {
        SERVER.stubFor(put(urlPathEqualTo(SERVICE)).willReturn(aResponse().withStatus(status)));
    }

    private void launch(String deployment, String service, Set<String> types) {
        URI url = service == null ? null : URI.create(SERVER.baseUrl() + service);
        subscriptions.on(new LaunchAdmitted(
                platform.id(),
                deployment,
                new LearnerId(platform.id().institution(), UUID.randomUUID()),
                Role.INSTRUCTOR,
                null,
                null,
                new Services(null, null, null, Set.of(), url, types),
                new Purpose.Visit(null, null),
                List.of(),
                clock.instant()));
    }

    private void asked(int times) {
        SERVER.verify(times, putRequestedFor(urlPathEqualTo(SERVICE)));
    }

    private List<Notices.Subscription> all() {
        return subscriptions.of(platform.id());
    }

    @Test
    void eachTypeThatIsOfferedAndOfUseIsAskedForOnceForEachDeployment() {
        launch("1:a", SERVICE, TYPES);
        launch("1:a", SERVICE, TYPES);
        launch("2:b", SERVICE, Set.of("LtiContextCopyNotice"));
        subscriber.askAll();
        subscriber.askAll();

        asked(3);
        SERVER.verify(
                1,
                putRequestedFor(urlPathEqualTo(SERVICE))
                        .withHeader("Authorization", equalTo("Bearer t1"))
                        .withHeader("Content-Type", matching("application/json.*"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"notice_type\":\"LtiHelloWorldNotice\",\"handler\":\"https://badges.example.edu/lti/notices\"}")));
        SERVER.verify(
                2,
                putRequestedFor(urlPathEqualTo(SERVICE))
                        .withRequestBody(
                                equalToJson(
                                        "{\"notice_type\":\"LtiContextCopyNotice\",\"handler\":\"https://badges.example.edu/lti/notices\"}")));
        SERVER.verify(
                postRequestedFor(urlPathEqualTo("/token")).withRequestBody(matching(".*scope%2Fnoticehandlers.*")));
        assertThat(all()).hasSize(3).allSatisfy(one -> {
            assertThat(one.state()).isEqualTo(State.STANDING);
            assertThat(one.since()).isEqualTo(NOW);
            assertThat(one.nextTry()).isEqualTo(NOW.plus(Subscriber.RENEWED_AFTER));
        });
    }

    @Test
    void aPlatformThatOffersNothingIsAskedForNothing() {
        launch("1:a", null, TYPES);
        launch("1:a", SERVICE, Set.of());
        launch("1:a", SERVICE, Set.of("LtiAssetProcessorSubmissionNotice"));
        subscriber.askAll();
        asked(0);
        assertThat(all()).isEmpty();
    }

    @Test
    void itIsRenewedAfterThirtyDaysAndWhenOurAddressOrTheirsChanged() {
        launch("1:a", SERVICE, Set.of("LtiContextCopyNotice"));
        subscriber.askAll();
        clock.advance(Duration.ofDays(29));
        subscriber.askAll();
        asked(1);
        clock.advance(Duration.ofDays(2));
        subscriber.askAll();
        asked(2);
        Subscriber moved = subscriber("https://cairn.example.edu");
        moved.askAll();
        moved.askAll();
        asked(3);
        SERVER.verify(
                1,
                putRequestedFor(urlPathEqualTo(SERVICE))
                        .withRequestBody(matching(".*https://cairn.example.edu/lti/notices.*")));
        SERVER.stubFor(put(urlPathEqualTo("/elsewhere")).willReturn(aResponse().withStatus(201)));
        launch("1:a", "/elsewhere", Set.of("LtiContextCopyNotice"));
        moved.askAll();
        SERVER.verify(1, putRequestedFor(urlPathEqualTo("/elsewhere")));
        asked(3);
    }

    @Test
    void whereNoticesAreSwitchedOffItIsTriedAgainAfterDays() {
        answers(404);
        launch("1:a", SERVICE, Set.of("LtiContextCopyNotice"));
        subscriber.askAll();
        clock.advance(Duration.ofDays(2));
        subscriber.askAll();
        asked(1);
        assertThat(all()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.OFF);
            assertThat(one.reason()).isEqualTo("notice.off");
        });
        assertThat(contacts.noted).containsExactly("NOTICE false notice.off");
        answers(200);
        clock.advance(Duration.ofDays(1));
        subscriber.askAll();
        assertThat(all()).extracting(Notices.Subscription::state).containsExactly(State.STANDING);
    }

    @Test
    @Case("A84")
    void aRefusalIsTriedAgainWithGrowingPausesAndGivenUpForAWeek() {
        answers(500);
        launch("1:a", SERVICE, Set.of("LtiContextCopyNotice"));
        subscriber.askAll();
        assertThat(all()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.WAITING);
            assertThat(one.reason()).contains("500");
            assertThat(one.nextTry()).isBetween(NOW.plusSeconds(45), NOW.plusSeconds(60));
        });
        for (int i = 1; i < Subscriber.MOST_TRIES; i++) {
            clock.advance(Duration.ofHours(13));
            subscriber.askAll();
        }
        asked(Subscriber.MOST_TRIES);
        assertThat(all()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.GIVEN_UP);
            assertThat(one.nextTry()).isEqualTo(clock.instant().plus(Subscriber.AGAIN_WHEN_GIVEN_UP));
        });
    }

    @Test
    void aPausedPlatformIsNotAsked() {
        launch("1:a", SERVICE, Set.of("LtiContextCopyNotice"));
        lti.platforms().pause(platform.id(), true);
        subscriber.askAll();
        asked(0);
        lti.platforms().pause(platform.id(), false);
        clock.advance(Duration.ofHours(2));
        subscriber.askAll();
        asked(1);
    }

    @Test
    @Case("A81")
    void noTokenGoesToAHostThatTheRegistrationDoesNotVouchFor() {
        subscriptions.on(new LaunchAdmitted(
                platform.id(),
                "1:a",
                new LearnerId(platform.id().institution(), UUID.randomUUID()),
                Role.INSTRUCTOR,
                null,
                null,
                new Services(
                        null,
                        null,
                        null,
                        Set.of(),
                        URI.create("http://127.0.0.1:" + SERVER.getPort() + SERVICE),
                        Set.of("LtiContextCopyNotice")),
                new Purpose.Visit(null, null),
                List.of(),
                clock.instant()));
        subscriber.askAll();
        asked(0);
        assertThat(all())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("127.0.0.1"));
    }
}
