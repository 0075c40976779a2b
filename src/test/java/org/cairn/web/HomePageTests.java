package org.cairn.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class HomePageTests {

    private final TestWorld world = new TestWorld();

    @Test
    void saysWhatCairnIs() throws Exception {
        assertThat(page(new MockEnvironment())).contains("stack of stones").doesNotContain("/practice");
    }

    @Test
    void practiceLeadsToThePracticePlatform() throws Exception {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles("practice");
        assertThat(page(environment)).contains("href=\"http://localhost/practice\"");
    }

    private String page(MockEnvironment environment) throws Exception {
        return TestPages.keep(
                TestPages.browser(null, new HomePage(environment, world.publicUrl))
                        .perform(get("/"))
                        .andReturn(),
                "home");
    }
}
