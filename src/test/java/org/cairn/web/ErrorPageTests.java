package org.cairn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.ModelAndView;

class ErrorPageTests {

    private final ErrorPage page = new ErrorPage(TestWorld.messageSource());

    @Test
    void aNamedProblemIsWordedByItsName() {
        assertThat(model("launch.expired", HttpStatus.UNAUTHORIZED))
                .containsEntry("action", "Open it again from your course.")
                .containsEntry("lost", "Nothing was lost.");
    }

    @Test
    void anUnknownNameFallsBackToTheStatus() {
        assertThat(model("launch.never-heard-of", HttpStatus.NOT_FOUND))
                .containsEntry("headline", "There is nothing here");
        assertThat(model(null, HttpStatus.I_AM_A_TEAPOT)).containsEntry("headline", "This could not be understood");
        assertThat(model(null, HttpStatus.BAD_GATEWAY)).containsEntry("headline", "Something went wrong on our side");
    }

    @Test
    void everyProblemHasAReferenceOfItsOwn() {
        assertThat(model(null, HttpStatus.NOT_FOUND).get("reference"))
                .isNotEqualTo(model(null, HttpStatus.NOT_FOUND).get("reference"));
    }

    @Test
    void anUnknownPlatformIsToldWhatItSaidOfItself() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute(ErrorPage.CODE, "launch.platform");
        request.setAttribute(ErrorPage.RECEIVED, List.of("https://canvas.test.instructure.com", ""));
        assertThat(page.resolveErrorView(request, HttpStatus.BAD_REQUEST, Map.of())
                        .getModel())
                .containsEntry(
                        "received",
                        "It said that its issuer is “https://canvas.test.instructure.com” and its client id “none”.");
        assertThat(model("launch.expired", HttpStatus.UNAUTHORIZED)).containsEntry("received", "");
    }

    private Map<String, Object> model(String code, HttpStatus status) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute(ErrorPage.CODE, code);
        ModelAndView view = page.resolveErrorView(request, status, Map.of());
        assertThat(view.getStatus()).isEqualTo(status);
        return view.getModel();
    }
}
