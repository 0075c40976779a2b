package org.cairn.practice;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the refusal as two sentences instead of a stack trace. */
class NotLoopbackAnalyzer extends AbstractFailureAnalyzer<NotLoopback> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NotLoopback cause) {
        return new FailureAnalysis(
                cause.getMessage(), "Leave out the profile 'practice', or set CAIRN_PUBLIC_URL to loopback.", cause);
    }
}
