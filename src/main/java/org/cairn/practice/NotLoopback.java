package org.cairn.practice;

/** Says that the practice platform was asked to run where others could reach it. */
final class NotLoopback extends RuntimeException {

    NotLoopback(String publicUrl) {
        super("The practice platform lets anybody in as anybody, so it runs only where cairn.public-url is a loopback"
                + " address such as http://127.0.0.1:8080; it is '%s'.".formatted(publicUrl));
    }
}
