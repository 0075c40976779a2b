package org.cairn.web.api;

import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Words what is wrong with a JSON body: where, and what would be right. */
final class BodyProblems {

    private BodyProblems() {}

    static ApiProblem of(JacksonException exception) {
        return switch (exception) {
            case UnrecognizedPropertyException unknown -> unknownField(unknown);
            case MismatchedInputException mismatch -> mismatch(mismatch);
            case StreamReadException malformed ->
                located(ApiProblem.badRequest("The body is not JSON: " + firstLine(malformed)), malformed);
            default -> other(exception);
        };
    }

    private static ApiProblem unknownField(UnrecognizedPropertyException unknown) {
        String field = path(unknown);
        List<String> known = unknown.getKnownPropertyIds() == null
                ? List.of()
                : unknown.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .sorted()
                        .toList();
        // without a place: for a record the reader notices only at the end of the object
        return ApiProblem.badRequest(
                        "'%s' is not a field here; the fields are %s.".formatted(field, String.join(", ", known)))
                .with("field", field);
    }

    private static ApiProblem mismatch(MismatchedInputException mismatch) {
        String field = path(mismatch);
        Class<?> wanted = mismatch.getTargetType();
        String about = field.isEmpty() ? "The body" : "'%s'".formatted(field);
        ApiProblem problem = wanted != null && wanted.isEnum()
                ? ApiProblem.badRequest("%s must be one of %s.".formatted(about, String.join(", ", names(wanted))))
                        .with("allowed", names(wanted))
                : ApiProblem.badRequest("%s must be %s.".formatted(about, kind(wanted)));
        return located(field.isEmpty() ? problem : problem.with("field", field), mismatch);
    }

    private static ApiProblem other(JacksonException exception) {
        String field = path(exception);
        String reason = exception.getCause() instanceof IllegalArgumentException e && e.getMessage() != null
                ? e.getMessage()
                : "cannot be read.";
        return located(
                field.isEmpty()
                        ? ApiProblem.badRequest("The body " + reason)
                        : ApiProblem.badRequest("'%s' %s".formatted(field, reason))
                                .with("field", field),
                exception);
    }

    /** The lower-case names that the API uses for the constants of an enum. */
    static List<String> names(Class<?> wanted) {
        return Arrays.stream(wanted.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String kind(@Nullable Class<?> wanted) {
        if (wanted == null) {
            return "something else";
        }
        if (wanted == String.class) {
            return "text";
        }
        if (wanted == URI.class) {
            return "a URL";
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(wanted) ? "a list" : "an object";
    }

    private static ApiProblem located(ApiProblem problem, JacksonException exception) {
        TokenStreamLocation at = exception.getLocation();
        return at == null || at.getLineNr() < 1
                ? problem
                : problem.with("line", at.getLineNr()).with("column", at.getColumnNr());
    }

    private static String path(JacksonException exception) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : exception.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String firstLine(JacksonException exception) {
        String message = exception.getOriginalMessage();
        return message == null
                ? "it ends too early"
                : message.lines().findFirst().orElse("");
    }
}
