package org.cairn.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Hands problems to the one error page. */
@ControllerAdvice
class Problems {

    @ExceptionHandler
    void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(ErrorPage.CODE, problem.code());
        response.sendError(problem.status().value());
    }
}
