package org.cairn.lti.registration;

import java.util.Locale;
import org.cairn.complaint.Complaint;
import org.springframework.http.HttpStatus;

/** The ways in which a registration fails; each has its words under {@code problem.registration}. */
enum Failure {
    /** The link is nobody's, or was withdrawn. */
    INVITATION_UNKNOWN(HttpStatus.NOT_FOUND),
    INVITATION_USED(HttpStatus.GONE),
    INVITATION_EXPIRED(HttpStatus.GONE),
    /** Another browser registers a platform with the link at this moment. */
    INVITATION_BUSY(HttpStatus.CONFLICT),
    /** The platform opened the page in a way that is not Dynamic Registration. */
    REQUEST(HttpStatus.BAD_REQUEST),
    /** The configuration's address is none that is called. */
    ADDRESS(HttpStatus.BAD_REQUEST),
    /** The address is within a network that is not called. */
    PRIVATE(HttpStatus.BAD_REQUEST),
    /** Nobody answered, or only by breaking off. */
    NOT_REACHED(HttpStatus.UNPROCESSABLE_CONTENT),
    TOO_SLOW(HttpStatus.UNPROCESSABLE_CONTENT),
    TOO_LONG(HttpStatus.UNPROCESSABLE_CONTENT),
    /** The configuration is not JSON, or was not handed out. */
    CONFIGURATION_UNREADABLE(HttpStatus.UNPROCESSABLE_CONTENT),
    /** The configuration lacks something, or says what we cannot accept. */
    CONFIGURATION_WRONG(HttpStatus.UNPROCESSABLE_CONTENT),
    /** The platform did not register the tool. */
    REFUSED(HttpStatus.UNPROCESSABLE_CONTENT),
    /** The platform did not take its own token: it is used up or too old. */
    TOKEN_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT),
    /** The platform said yes, but not what we need to know, or what we cannot keep. */
    ANSWER_WRONG(HttpStatus.UNPROCESSABLE_CONTENT),
    OTHER_INSTITUTION(HttpStatus.CONFLICT);

    private final HttpStatus status;

    Failure(HttpStatus status) {
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    /** The beginning of the keys of its words. */
    String code() {
        return "problem.registration." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    RegistrationFailed because() {
        return because("");
    }

    /** @param detail what to show besides the words, such as the name of a field: nothing secret */
    RegistrationFailed because(String detail) {
        return new RegistrationFailed(this, detail);
    }

    RegistrationFailed because(Complaint why) {
        return new RegistrationFailed(this, why);
    }
}
