package org.cairn.lti.notice;

/** Says why a notice, or all that came with it, is not taken; the message holds nothing that a stranger sent. */
final class NoticeRefused extends Exception {

    NoticeRefused(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
