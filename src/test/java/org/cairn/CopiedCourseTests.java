package org.cairn;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.cairn.lti.Notices;
import org.cairn.platform.Platforms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A course is copied on a platform in Canvas's manner, in a real browser: asked for, told, proposed and taken over. */
class CopiedCourseTests extends PracticeRun {

    private static final String TEACHER = "?as=ingrid-solheim";

    @TempDir
    Path profile;

    @Autowired
    Platforms platforms;

    @Autowired
    Notices notices;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void theNewCourseTakesOverWhatCountedInTheOld() {
        try (Browser browser = Browser.start(profile, Browser.Cookies.ALLOWED, TOOL, PLATFORM, 1280, 900)) {
            Page page = browser.newPage();
            page.navigate(PLATFORM + "/practice/courses/101" + TEACHER);
            assertThat(tool(page).locator("h1")).containsText("Class");
            awaitNotices();

            page.navigate(PLATFORM + "/practice/courses/101/modules" + TEACHER);
            page.locator("form[action*='/courses/101/copy'] button").click();
            page.waitForURL(url -> url.contains("/modules") && !url.contains("/courses/101/"));
            page.navigate(page.url().replace("/modules", ""));
            FrameLocator tool = tool(page);
            tool.getByText("Look at it").click();

            assertThat(tool.locator("h1")).hasText("What this course can take over");
            assertThat(tool.locator("main")).containsText("Suggested because the title is the same.");
            Browser.assertAccessible(page);
            button(tool, "Take over what is ticked").click();

            assertThat(tool.locator("[role=status]")).containsText("taken over");
            page.close();
        }
    }

    /** The first launch offered them; the platform said hello when it was asked. */
    private void awaitNotices() {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> Assertions.assertThat(platforms.institutions().stream()
                                .flatMap(institution -> platforms.of(institution.id()).stream())
                                .flatMap(platform -> notices.of(platform.id()).stream()))
                        .anySatisfy(one -> Assertions.assertThat(one.heard()).isNotNull())
                        .anySatisfy(one -> {
                            Assertions.assertThat(one.type()).isEqualTo("LtiContextCopyNotice");
                            Assertions.assertThat(one.state()).isEqualTo(Notices.State.STANDING);
                        }));
    }
}
