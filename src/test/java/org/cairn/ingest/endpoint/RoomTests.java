package org.cairn.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cairn.Case;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class RoomTests {

    private static MockHttpServletRequest request(int length) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContent(new byte[length]);
        return request;
    }

    private static byte[] read(MockHttpServletRequest request) throws Exception {
        return Bodies.read(request, Bodies.MOST_BYTES, () -> 0);
    }

    @Test
    @Case("E95")
    void whoeverComesWhenTheRoomIsTakenIsToldToComeAgainAndTheOthersAreServed() throws Exception {
        Room room = new Room(3_000_000);
        MockHttpServletRequest first = request(600_000);
        MockHttpServletRequest second = request(600_000);
        MockHttpServletRequest third = request(300_000);
        Room.Share atHand = room.shareFor(first);
        assertThat(read(first)).hasSize(600_000);
        try (Room.Share refused = room.shareFor(second)) {
            assertThatThrownBy(() -> read(second)).isInstanceOfSatisfying(Problem.class, problem -> {
                assertThat(problem.status()).isEqualTo(503);
                assertThat(problem.headers()).containsKey("Retry-After");
            });
        }
        try (Room.Share small = room.shareFor(third)) {
            assertThat(read(third)).hasSize(300_000);
        }
        atHand.close();
        assertThat(room.taken()).isZero();
        try (Room.Share again = room.shareFor(second)) {
            assertThat(read(request(600_000))).hasSize(600_000);
        }
        assertThat(room.taken()).isZero();
    }

    @Test
    @Case("E95")
    void manySmallThingsCountForWhatIsMadeOfThem() throws Exception {
        Room room = new Room(4_000_000);
        MockHttpServletRequest small = new MockHttpServletRequest();
        small.setContent("{},".repeat(20_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        MockHttpServletRequest other = request(10);
        try (Room.Share share = room.shareFor(small)) {
            assertThat(read(small)).hasSize(60_000);
            assertThat(room.taken()).isGreaterThan(3_000_000);
            MockHttpServletRequest again = new MockHttpServletRequest();
            again.setContent(small.getContentAsByteArray());
            try (Room.Share refused = room.shareFor(again)) {
                assertThatThrownBy(() -> read(again)).isInstanceOf(Problem.class);
            }
            try (Room.Share tiny = room.shareFor(other)) {
                assertThat(read(other)).hasSize(10);
            }
        }
        assertThat(room.taken()).isZero();
    }

    @Test
    void whoeverIsAloneIsServedHoweverMuchItComesTo() throws Exception {
        Room room = new Room(100_000);
        MockHttpServletRequest alone = request(90_000);
        try (Room.Share share = room.shareFor(alone)) {
            assertThat(read(alone)).hasSize(90_000);
        }
        assertThat(room.taken()).isZero();
    }

    @Test
    void whatIsReadPiecemealIsCountedAsItComes() throws Exception {
        Room room = new Room(100_000);
        MockHttpServletRequest undeclared = new MockHttpServletRequest() {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        undeclared.setContent(new byte[150_000]);
        try (Room.Share share = room.shareFor(undeclared)) {
            assertThatThrownBy(() -> read(undeclared)).isInstanceOf(Problem.class);
            assertThat(room.taken()).isPositive().isLessThanOrEqualTo(100_000);
        }
        assertThat(room.taken()).isZero();
    }
}
