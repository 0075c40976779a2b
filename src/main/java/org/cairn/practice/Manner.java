package org.cairn.practice;

/** The two ways of being a learning platform that this server knows. */
public enum Manner {
    CANVAS("/practice", "Practice LMS"),
    MOODLE("/practice/moodle", "Practice Moodle");

    private final String path;
    private final String title;

    Manner(String path, String title) {
        this.path = path;
        this.title = title;
    }

    /** Where all its addresses begin. */
    public String path() {
        return path;
    }

    /** What it calls itself. */
    public String title() {
        return title;
    }

    /** How Cairn names the family of such a platform. */
    public String family() {
        return this == CANVAS ? "canvas" : "moodle";
    }
}
