package org.cairn.web.api.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.cairn.web.api.ApiTest;
import org.cairn.web.api.FakeRooms;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class KeyApiTests extends ApiTest {

    @Autowired
    FakeRooms.FakeToolKeys keys;

    @Test
    void theKeysAreListedWithWhatTheyAreThereFor() throws Exception {
        getting("/api/keys")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].id").value("thumb-2"))
                .andExpect(jsonPath("$[0].state").value("next"))
                .andExpect(jsonPath("$[0].signsFrom").value("2026-02-01T00:00:00Z"))
                .andExpect(jsonPath("$[0].leavesAt").isEmpty())
                .andExpect(jsonPath("$[1].state").value("signing"));
    }

    @Test
    void theNextKeyIsMadeAndOnlyWhenAskedOneThatSignsAtOnce() throws Exception {
        posting("/api/keys/rotation", "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("next"));
        assertThat(keys.urgent).isZero();
        posting("/api/keys/rotation?now=true", "").andExpect(jsonPath("$.state").value("signing"));
        assertThat(keys.urgent).isEqualTo(1);
        posting("/api/keys/rotation?now=perhaps", "").andExpect(status().isBadRequest());
    }

    @Test
    void nobodyButTheOperatorTouchesThem() throws Exception {
        mvc.perform(get("/api/keys")).andExpect(status().isUnauthorized());
        mvc.perform(post("/api/keys/rotation")).andExpect(status().isUnauthorized());
    }
}
