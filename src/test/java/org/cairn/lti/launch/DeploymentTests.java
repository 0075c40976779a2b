package org.cairn.lti.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.Case;
import org.cairn.MutableClock;
import org.cairn.TestDatabase;
import org.cairn.lti.Deployments;
import org.cairn.lti.TestLti;
import org.cairn.platform.Connection;
import org.cairn.platform.Family;
import org.cairn.platform.NewPlatform;
import org.cairn.platform.Platform;
import org.cairn.platform.Platforms;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Which places of a platform are learned, and which wait. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DeploymentTests {

    private final MutableClock clock = new MutableClock(LaunchWorld.NOW);
    private final TestDatabase.Fresh database;
    private final Platforms platforms;
    private final LearnedDeployments deployments;
    private final LearnedDeployments otherNode;

    DeploymentTests(TestDatabase kind) {
        database = kind.fresh();
        platforms = TestLti.on(database, event -> {}, clock).platforms();
        deployments = node(platforms);
        otherNode = node(TestLti.on(database, event -> {}, clock).platforms());
    }

    private LearnedDeployments node(Platforms doors) {
        return new LearnedDeployments(doors, new JdbcDeployments(database.jdbc()), database.transactions(), clock);
    }

    @Test
    void whatIsAcceptedIsLetIn() {
        Platform platform = connected(Connection.Origin.MANUAL, null, "1:a");
        assertThat(deployments.admits(platform, "1:a", null, null)).isTrue();
        assertThat(deployments.waiting(platform.id())).isEmpty();
    }

    @Test
    @Case("T39")
    void manualRegistrationsLearnNothing() {
        Platform platform = connected(Connection.Origin.MANUAL, null);
        assertThat(deployments.mayLearn(platform.id())).isFalse();
        assertThat(deployments.admits(platform, "1:a", "guid", "Canvas")).isFalse();
        assertThat(platforms.deployments(platform.id())).isEmpty();
        assertThat(deployments.waiting(platform.id()))
                .containsExactly(new Deployments.Waiting("1:a", "guid", "Canvas", clock.instant(), clock.instant()));
    }

    @Test
    void sameCustomersPlacesAreLearned() {
        Platform platform = connected(Connection.Origin.DYNAMIC, "guid");
        clock.advance(Duration.ofDays(300));
        assertThat(deployments.mayLearn(platform.id())).isTrue();
        assertThat(deployments.admits(platform, "1:a", "guid", null)).isTrue();
        assertThat(deployments.admits(platform, "2:b", "guid", null)).isTrue();
        assertThat(platforms.deployments(platform.id())).containsExactly("1:a", "2:b");
    }

    @Test
    @Case("T39")
    void otherCustomersPlacesWait() {
        Platform platform = connected(Connection.Origin.DYNAMIC, "guid");
        assertThat(deployments.admits(platform, "1:a", "another", null)).isFalse();
        assertThat(deployments.admits(platform, "1:a", null, null)).isFalse();
        assertThat(deployments.admits(platform, "1:a", "GUID", null)).isFalse();
        assertThat(deployments.waiting(platform.id())).hasSize(1);
    }

    @Test
    void firstLaunchSaysWhoseTheRegistrationIs() {
        Platform platform = connected(Connection.Origin.DYNAMIC, null);
        assertThat(deployments.admits(platform, "1:a", "guid", null)).isTrue();
        assertThat(guid(platform)).isEqualTo("guid");
        assertThat(deployments.admits(platform, "2:b", "another", null)).isFalse();
        assertThat(deployments.admits(platform, "3:c", "guid", null)).isTrue();
    }

    @Test
    void firstLaunchOfAPlatformWithoutGuidIsTheOnlyOneLearned() {
        Platform platform = connected(Connection.Origin.DYNAMIC, null);
        assertThat(deployments.admits(platform, "1", null, null)).isTrue();
        assertThat(deployments.admits(platform, "2", null, null)).isFalse();
        assertThat(deployments.admits(platform, "3", "guid", null)).isFalse();
    }

    @Test
    void firstLaunchMustComeSoon() {
        Platform platform = connected(Connection.Origin.DYNAMIC, null);
        clock.advance(LearnedDeployments.FIRST_LAUNCH_WITHIN);
        assertThat(deployments.admits(platform, "1:a", "guid", null)).isFalse();
        assertThat(guid(platform)).isNull();
    }

    @Test
    void placeThatIsAcceptedPinsTheGuid() {
        Platform platform = connected(Connection.Origin.DYNAMIC, null, "1:a");
        assertThat(deployments.admits(platform, "2:b", "another", null))
                .as("before anything is pinned")
                .isFalse();
        assertThat(deployments.admits(platform, "1:a", null, null)).isTrue();
        assertThat(guid(platform)).isNull();
        assertThat(deployments.admits(platform, "1:a", "guid", null)).isTrue();
        assertThat(guid(platform)).isEqualTo("guid");
        assertThat(deployments.admits(platform, "1:a", "another", null)).isTrue();
        assertThat(guid(platform)).as("once and for all").isEqualTo("guid");
        assertThat(deployments.admits(platform, "2:b", "guid", null)).isTrue();
    }

    @Test
    @Case("T39")
    void placeOfAnotherRegistrationWaits() {
        NewPlatform one = asked("Here", List.of("1:a"));
        platforms.connect(one, Connection.Origin.DYNAMIC, null, null);
        NewPlatform two = new NewPlatform(
                "There",
                one.name(),
                one.family(),
                one.issuer(),
                one.clientId() + "-2",
                one.authorizationUrl(),
                one.tokenUrl(),
                one.jwksUrl(),
                List.of());
        Platform there = platforms.connect(two, Connection.Origin.DYNAMIC, null, null);
        assertThat(deployments.admits(there, "1:a", "guid", null)).isFalse();
        assertThat(deployments.admits(there, "2:b", "guid", null)).isTrue();
    }

    @Test
    void onlyOneOfTwoCustomersWinsTheFirstLaunch() throws Exception {
        for (int round = 0; round < 5; round++) {
            Platform platform = connected(Connection.Origin.DYNAMIC, null);
            CyclicBarrier together = new CyclicBarrier(8);
            List<Callable<Boolean>> launches = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String who = "customer-" + i % 2;
                LearnedDeployments node = i < 4 ? deployments : otherNode;
                launches.add(() -> {
                    together.await();
                    return node.admits(platform, who, who, null);
                });
            }
            List<Boolean> admitted = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(8)) {
                for (Future<Boolean> launch : threads.invokeAll(launches)) {
                    admitted.add(launch.get());
                }
            }
            assertThat(admitted).filteredOn(yes -> yes).hasSize(4);
            clock.advance(Duration.ofSeconds(6)); // a node may remember for five seconds what another one changed
            assertThat(platforms.deployments(platform.id())).hasSize(1).containsExactly(guid(platform));
            assertThat(deployments.waiting(platform.id())).hasSize(1);
        }
    }

    @Test
    void waitingPlacesAreBoundedAndTheLatestStay() {
        Platform platform = connected(Connection.Origin.MANUAL, null);
        for (int i = 0; i < 120; i++) {
            clock.advance(Duration.ofSeconds(1));
            deployments.admits(platform, "d" + i, null, null);
        }
        assertThat(deployments.waiting(platform.id()))
                .hasSize(JdbcDeployments.MOST)
                .extracting(Deployments.Waiting::deploymentId)
                .contains("d119", "d20")
                .doesNotContain("d19");
    }

    @Test
    void waitingPlaceIsSeenAgainOnceAMinute() {
        Platform platform = connected(Connection.Origin.MANUAL, null);
        deployments.admits(platform, "1:a", null, null);
        clock.advance(Duration.ofSeconds(59));
        deployments.admits(platform, "1:a", "guid", null);
        assertThat(deployments.waiting(platform.id()).getFirst().lastSeen()).isEqualTo(LaunchWorld.NOW);
        clock.advance(Duration.ofSeconds(1));
        deployments.admits(platform, "1:a", "guid", null);
        assertThat(deployments.waiting(platform.id()).getFirst())
                .isEqualTo(new Deployments.Waiting("1:a", "guid", null, LaunchWorld.NOW, clock.instant()));
    }

    @Test
    void whoeverWasDismissedOrAcceptedNoLongerWaits() {
        Platform platform = connected(Connection.Origin.MANUAL, null);
        deployments.admits(platform, "1:a", null, null);
        deployments.dismiss(platform.id(), "1:a");
        assertThat(deployments.waiting(platform.id())).isEmpty();
        assertThat(deployments.admits(platform, "1:a", null, null)).isFalse();
        platforms.accept(platform.id(), "1:a");
        assertThat(deployments.waiting(platform.id())).isEmpty();
        assertThat(deployments.admits(platform, "1:a", null, null)).isTrue();
    }

    private @Nullable String guid(Platform platform) {
        return platforms.connection(platform.id()).orElseThrow().guid();
    }

    private Platform connected(Connection.Origin origin, @Nullable String guid, String... accepted) {
        return platforms.connect(asked("University", List.of(accepted)), origin, guid, null);
    }

    private static NewPlatform asked(String institution, List<String> accepted) {
        NewPlatform some = TestLti.registration(institution, Family.CANVAS);
        return new NewPlatform(
                some.institution(),
                some.name(),
                some.family(),
                some.issuer(),
                some.clientId(),
                some.authorizationUrl(),
                some.tokenUrl(),
                some.jwksUrl(),
                accepted);
    }
}
