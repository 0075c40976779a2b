package org.cairn.web.api.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.UUID;
import org.cairn.web.TestKnocking;
import org.cairn.web.api.ApiTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DeploymentApiTests extends ApiTest {

    @Autowired
    TestKnocking knocking;

    @Test
    void oneMoreDeploymentIsLetIn() throws Exception {
        String path = "/api/platforms/" + canvas.id().value() + "/deployments";
        getting(path).andExpect(status().isOk()).andExpect(jsonPath("$.waiting", hasSize(0)));
        posting(path, "{\"deploymentId\": \" 7:new \"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.accepted", hasItem("7:new")));
        getting(path).andExpect(jsonPath("$.accepted", hasItem("7:new")));
        assertThat(knocking.dismissed).contains("7:new");
    }

    @Test
    void whatIsNoDeploymentIsRefused() throws Exception {
        String path = "/api/platforms/" + canvas.id().value() + "/deployments";
        posting(path, "{\"deploymentId\": \" \"}").andExpect(status().isBadRequest());
        posting(path, "{}").andExpect(status().isBadRequest());
        posting("/api/platforms/" + UUID.randomUUID() + "/deployments", "{\"deploymentId\": \"1\"}")
                .andExpect(status().isNotFound());
    }
}
