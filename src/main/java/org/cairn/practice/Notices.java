package org.cairn.practice;

import java.util.List;

/** Tells tools of what happened (LTI Platform Notification Service 1.0). */
final class Notices {

    static final List<String> TYPES = List.of("LtiHelloWorldNotice", "LtiContextCopyNotice");

    private Notices() {}
}
