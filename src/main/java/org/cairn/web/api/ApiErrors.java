package org.cairn.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.cairn.complaint.Complaint;
import org.cairn.complaint.Objection;
import org.cairn.pathway.Pathways;
import org.cairn.people.Links;
import org.cairn.platform.Platforms;
import org.cairn.vault.Untold;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/**
 * Turns whatever goes wrong under {@code /api} into a problem. A resolver by path and not an advice by package, because
 * a wrong path or method never reaches a controller of ours.
 */
@Component
class ApiErrors implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private final ProblemWriter problems;

    ApiErrors(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!isOurs(request) || response.isCommitted()) {
            return null;
        }
        try {
            if (exception instanceof ErrorResponse known) {
                known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            }
            problems.write(request, response, problem(request, exception));
            return new ModelAndView();
        } catch (IOException gone) {
            LOG.debug("The caller went away before it had its answer", gone);
            return new ModelAndView();
        }
    }

    private static boolean isOurs(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals("/api") || path.startsWith("/api/");
    }

    private static ApiProblem problem(HttpServletRequest request, Exception exception) {
        return switch (exception) {
            case ApiProblem problem -> problem;
            case Pathways.BadDocument bad -> badDocument(bad);
            case Pathways.UnknownBadge unknown -> ApiProblem.notFound(unknown.why());
            case Pathways.InvalidBadge invalid -> ApiProblem.conflict(invalid.why());
            case Platforms.AlreadyRegistered twice -> ApiProblem.conflict(twice.why());
            case Links.NotPossible not -> ApiProblem.conflict(not.why());
            case Objection objection -> ApiProblem.badRequest(objection.why());
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MethodArgumentNotValidException invalid -> invalid(invalid);
            case MissingServletRequestParameterException missing ->
                ApiProblem.badRequest(Complaint.of("api.no-parameter", missing.getParameterName()))
                        .with("field", missing.getParameterName());
            case MethodArgumentTypeMismatchException mismatch ->
                ApiProblem.badRequest(Complaint.of(
                                "api.odd-parameter", mismatch.getName(), String.valueOf(mismatch.getValue())))
                        .with("field", mismatch.getName());
            case NoResourceFoundException nothing ->
                ApiProblem.notFound(Complaint.of("api.no-call", request.getMethod(), request.getRequestURI()));
            case HttpMediaTypeNotSupportedException unsupported -> unsupported(unsupported);
            case ErrorResponse known -> known(known);
            default -> unexpected(exception);
        };
    }

    private static ApiProblem badDocument(Pathways.BadDocument bad) {
        return ApiProblem.badRequest("Line %d: %s".formatted(bad.line(), said(bad)))
                .with("line", bad.line());
    }

    private static ApiProblem unreadable(HttpMessageNotReadableException unreadable) {
        return unreadable.getMostSpecificCause() instanceof JacksonException json
                ? BodyProblems.of(json)
                : unreadable.getCause() instanceof JacksonException outer
                        ? BodyProblems.of(outer)
                        : ApiProblem.badRequest(Complaint.of("api.no-body"));
    }

    private static ApiProblem invalid(MethodArgumentNotValidException invalid) {
        List<FieldError> errors = invalid.getFieldErrors().stream()
                .sorted(Comparator.comparing(FieldError::getField))
                .toList();
        List<String> sentences = errors.stream()
                .map(error -> "'%s' %s".formatted(field(error), error.getDefaultMessage()))
                .toList();
        ApiProblem problem = ApiProblem.badRequest(String.join("; ", sentences) + ".");
        return errors.isEmpty()
                ? problem
                : problem.with("field", field(errors.getFirst())).with("errors", sentences);
    }

    /** The field as the caller wrote it: the list of bindings has no name in the body. */
    private static String field(FieldError error) {
        String path = error.getField().replaceFirst("^bindings(?=\\[)", "");
        return error.getField().startsWith("bindings[0].") ? path.replaceFirst("^\\[0]\\.", "") : path;
    }

    private static ApiProblem unsupported(HttpMediaTypeNotSupportedException unsupported) {
        return new ApiProblem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                Complaint.of(
                        "api.no-type",
                        String.valueOf(unsupported.getContentType()),
                        unsupported.getSupportedMediaTypes()));
    }

    private static ApiProblem known(ErrorResponse known) {
        HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
        String detail = known.getBody().getDetail();
        return new ApiProblem(status, detail == null ? status.getReasonPhrase() : detail);
    }

    private static ApiProblem unexpected(Exception exception) {
        LOG.error("A call of the API failed", Untold.of(exception));
        return new ApiProblem(HttpStatus.INTERNAL_SERVER_ERROR, Complaint.of("api.our-fault"));
    }

    private static String said(Exception exception) {
        String message = exception.getMessage();
        return message == null ? "It is not possible." : message;
    }
}
