package org.cairn.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cairn.lti.ContentItems;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Hands problems to the one error page. */
@ControllerAdvice(
        basePackages = {
            "org.cairn.web.student",
            "org.cairn.web.instructor",
            "org.cairn.web.admin",
            "org.cairn.web.share"
        },
        assignableTypes = Asking.class)
class Problems {

    @ExceptionHandler
    void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(ErrorPage.CODE, problem.code());
        response.sendError(problem.status().value());
    }

    @ExceptionHandler
    void refuse(ContentItems.NotAsked refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        refuse(Problem.nothingToChoose(), request, response);
    }

    /** An address with an id that cannot be one leads nowhere, like an address with an unknown one. */
    @ExceptionHandler
    void refuse(MethodArgumentTypeMismatchException mismatch, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean inPath = mismatch.getParameter().hasParameterAnnotation(PathVariable.class);
        refuse(inPath ? Problem.notFound() : Problem.badRequest(), request, response);
    }
}
