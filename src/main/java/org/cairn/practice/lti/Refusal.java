package org.cairn.practice.lti;

import java.util.Map;
import org.cairn.practice.Manner;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says what is wrong with a call to a service, and the status that the platform answers then. */
public final class Refusal extends RuntimeException {

    private final Manner manner;
    private final int status;

    Refusal(Manner manner, int status, String why) {
        super(why);
        this.manner = manner;
        this.status = status;
    }

    public static Refusal canvas(int status, String why) {
        return new Refusal(Manner.CANVAS, status, why);
    }

    public static Refusal moodle(int status, String why) {
        return new Refusal(Manner.MOODLE, status, why);
    }

    /** Answers in the form that each platform uses. */
    @RestControllerAdvice(basePackageClasses = Manner.class)
    @Profile("practice")
    static class Answers {

        @ExceptionHandler(Refusal.class)
        ResponseEntity<Object> refused(Refusal why) {
            String message = String.valueOf(why.getMessage());
            Object body = switch (why.manner) {
                case CANVAS -> Map.of("errors", Map.of("type", "refused", "message", message));
                case MOODLE -> Map.of("status", why.status, "reason", message);
            };
            return ResponseEntity.status(why.status)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body);
        }
    }
}
