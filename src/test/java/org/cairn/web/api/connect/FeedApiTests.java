package org.cairn.web.api.connect;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.UUID;
import org.cairn.ingest.Feed;
import org.cairn.ingest.FeedKind;
import org.cairn.platform.Family;
import org.cairn.web.api.ApiTest;
import org.junit.jupiter.api.Test;

class FeedApiTests extends ApiTest {

    @Test
    void ofASignedFeedItIsSaidWhoseEventsAreBelieved() throws Exception {
        posting("/api/feeds", body("canvas", ", \"jwksUrl\": \"%s\"".formatted(Feed.HOSTED_CANVAS_KEYS)))
                .andExpect(jsonPath("$.accounts").isEmpty());
        putting("/api/feeds/feed-0", "{\"accounts\": [\"uuid-2\", \"uuid-1\"]}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.accounts[0]").value("uuid-1"));
        for (String noName : List.of("\"\"", "\" \"", "null")) {
            putting("/api/feeds/feed-0", "{\"accounts\": [%s]}".formatted(noName))
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.field").value("accounts[0]"));
        }
        putting("/api/feeds/feed-0", "{\"accounts\": [\"a\", \"b\", \"c\", \"d\"]}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("feed.accounts-many"));
        putting("/api/feeds/feed-0", "{\"accounts\": []}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.accounts").isEmpty());
    }

    @Test
    void aFeedIsAddedWithTheUrlToPostTo() throws Exception {
        posting("/api/feeds", body("canvas", ", \"jwksUrl\": \"https://keys.example.edu/jwks\""))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.id").value("feed-0"))
                .andExpect(jsonPath("$.url").value("https://badges.example.edu/ingest/feed-0/canvas"))
                .andExpect(jsonPath("$.kind").value("canvas"))
                .andExpect(jsonPath("$.platform").value(canvas.id().value().toString()))
                .andExpect(jsonPath("$.jwksUrl").value("https://keys.example.edu/jwks"))
                .andExpect(jsonPath("$.allowUnsigned").value(false));
    }

    @Test
    void unsignedEventsMustBeAllowedInSoManyWords() throws Exception {
        posting("/api/feeds", body("canvas", ""))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("jwksUrl")));
        posting("/api/feeds", body("canvas", ", \"allowUnsigned\": true"))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.allowUnsigned").value(true));
        posting("/api/feeds", body("canvas", ", \"allowUnsigned\": \"yes\""))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("allowUnsigned"));
    }

    @Test
    void aWrongKindListsTheRightOnes() throws Exception {
        posting("/api/feeds", body("smtp", ""))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.allowed", is(List.of("canvas", "caliper", "xapi", "events"))));
    }

    @Test
    void thePlatformMustExist() throws Exception {
        posting("/api/feeds", "{\"platform\": \"%s\", \"kind\": \"canvas\"}".formatted(UUID.randomUUID()))
                .andExpect(status().isNotFound());
        posting("/api/feeds", "{\"kind\": \"canvas\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("platform"));
    }

    @Test
    void aPlatformOfAnotherInstitutionIsNotThere() throws Exception {
        platforms.given("Elsewhere", Family.MOODLE);

        posting("/api/feeds?institution=Elsewhere", body("canvas", ", \"allowUnsigned\": true"))
                .andExpect(status().isNotFound());
        posting("/api/feeds?institution=Buffalo", body("canvas", ", \"allowUnsigned\": true"))
                .andExpect(status().isCreated());
    }

    @Test
    void feedsAreListed() throws Exception {
        posting("/api/feeds", body("xapi", ", \"allowUnsigned\": true")).andExpect(status().isCreated());

        getting("/api/feeds")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].url").value("https://badges.example.edu/ingest/feed-0/xapi"));
    }

    @Test
    void aFeedIsChangedPausedAndClosed() throws Exception {
        posting("/api/feeds", body("xapi", ", \"allowUnsigned\": true")).andExpect(status().isCreated());

        putting("/api/feeds/feed-0", "{\"strict\": true}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.strict").value(true))
                .andExpect(jsonPath("$.matchEmail").value(true));
        posting("/api/feeds/feed-0/pause", "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("paused"));
        posting("/api/feeds/feed-0/resume", "").andExpect(jsonPath("$.state").value("open"));
        posting("/api/feeds/feed-0/secret", "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.secret").value("new-secret-of-feed-0"));
        mvc.perform(operator(delete("/api/feeds/" + feeds.all.getFirst().handle())))
                .andExpect(status().isNoContent());
        getting("/api/feeds").andExpect(jsonPath("$", hasSize(0)));
        posting("/api/feeds/feed-0/pause", "").andExpect(status().isNotFound());
    }

    @Test
    void whatIsAskedIsEndedWhereItIsConnected() throws Exception {
        feeds.add(canvas.id(), FeedKind.CANVAS_API, null, true);

        mvc.perform(operator(delete("/api/feeds/" + feeds.all.getFirst().handle())))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString("/api/pulls")));
        getting("/api/feeds").andExpect(jsonPath("$", hasSize(1)));
    }

    private String body(String kind, String more) {
        return "{\"platform\": \"%s\", \"kind\": \"%s\"%s}"
                .formatted(canvas.id().value(), kind, more);
    }
}
