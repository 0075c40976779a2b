package org.cairn.web.api;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import org.cairn.platform.Family;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What the tests of the calls share: the API on fake rooms, with one institution and one Canvas. */
@SpringBootTest(classes = FakeRooms.class)
@AutoConfigureMockMvc
public abstract class ApiTest {

    public static final String INSTITUTION = "Buffalo";

    @Autowired
    protected MockMvc mvc;

    @Autowired
    protected FakePlatforms platforms;

    @Autowired
    protected FakeRooms.FakeCheckups checkups;

    @Autowired
    protected FakeRooms.FakeLearners learners;

    @Autowired
    protected FakeRooms.FakeFeeds feeds;

    @Autowired
    protected FakeRooms.FakePathways pathways;

    @Autowired
    protected FakeRooms.FakeAwards awards;

    @Autowired
    protected FakeRooms.FakeLog log;

    @Autowired
    protected FakeRooms.FakeLooks looks;

    @Autowired
    protected FakeRooms.FakeIngestion ingestion;

    @Autowired
    protected FakeRooms.FakeWatch watch;

    protected Platform canvas;

    @BeforeEach
    protected void oneInstitution() {
        platforms.clear();
        checkups.contacts.clear();
        checkups.outcome = org.cairn.lti.Checkups.Outcome.DONE;
        learners.known.clear();
        feeds.all.clear();
        feeds.states.clear();
        watch.feeds.clear();
        watch.warnings.clear();
        pathways.badges.clear();
        pathways.bindings.clear();
        pathways.standings.clear();
        awards.all.clear();
        log.all.clear();
        ingestion.quarantined.clear();
        canvas = platforms.given(INSTITUTION, Family.CANVAS);
    }

    protected ResultActions getting(String path, Object... variables) throws Exception {
        return mvc.perform(operator(get(path, variables)));
    }

    protected ResultActions posting(String path, String json) throws Exception {
        return mvc.perform(
                operator(post(path)).contentType(MediaType.APPLICATION_JSON).content(json));
    }

    protected ResultActions putting(String path, String json) throws Exception {
        return mvc.perform(
                operator(put(path)).contentType(MediaType.APPLICATION_JSON).content(json));
    }

    public static MockHttpServletRequestBuilder operator(MockHttpServletRequestBuilder request) {
        return request.header("Authorization", "Bearer " + FakeRooms.TOKEN);
    }
}
