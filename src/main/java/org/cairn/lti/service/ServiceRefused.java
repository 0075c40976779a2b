package org.cairn.lti.service;

/** Says that a platform's service gave no usable answer; the message names nobody and holds no secret. */
public final class ServiceRefused extends Exception {

    ServiceRefused(String message) {
        super(message);
    }

    ServiceRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
