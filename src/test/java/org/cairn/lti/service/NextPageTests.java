package org.cairn.lti.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.complaint.TestComplaints;
import org.cairn.net.Outbound;
import org.junit.jupiter.api.Test;

/** Links to next pages, as platforms write them. */
class NextPageTests {

    private static final URI PAGE = URI.create("https://canvas.example.edu/api/lti/courses/7/line_items?limit=100");

    private static Optional<URI> after(String... links) throws ServiceRefused {
        return NextPage.after(PAGE, new Outbound.Answer(200, Map.of("link", List.of(links)), new byte[0]));
    }

    @Test
    void aPortThatIsWrittenThoughItIsTheUsualOneIsNoOtherServer() throws Exception {
        assertThat(after("<https://canvas.example.edu:443/next?page=2>; rel=\"next\""))
                .contains(URI.create("https://canvas.example.edu:443/next?page=2"));
    }

    @Test
    void anotherServerIsNotAsked() {
        for (String elsewhere : List.of(
                "https://canvas.example.edu:8443/", "http://canvas.example.edu:443/", "https://evil.example/")) {
            assertThatThrownBy(() -> after("<%s>; rel=\"next\"".formatted(elsewhere)))
                    .isInstanceOf(ServiceRefused.class)
                    .satisfies(refused ->
                            assertThat(TestComplaints.english(refused)).contains("another server"));
        }
    }

    @Test
    void theNextPageIsFoundAmongOthers() throws Exception {
        assertThat(after(
                        "<https://canvas.example.edu/p1>; rel=\"current\",<https://canvas.example.edu/p2>; rel=\"next\","
                                + "<https://canvas.example.edu/p9>; rel=\"last\""))
                .contains(URI.create("https://canvas.example.edu/p2"));
        assertThat(after("<https://canvas.example.edu/p1>; rel=\"current\"")).isEmpty();
    }
}
