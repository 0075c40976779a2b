package org.cairn.platform;

/** Which product a platform is, because each has its own identifiers and habits. */
public enum Family {
    CANVAS,
    MOODLE,
    OTHER
}
