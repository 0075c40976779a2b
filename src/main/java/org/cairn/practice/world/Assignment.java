package org.cairn.practice.world;

/** Something to hand in and to be graded. */
public record Assignment(long id, String title, int points) {

    public String globalId() {
        return Invented.global(id);
    }

    /** The name of the activity where bindings are made. */
    public String activity() {
        return "assignment:" + id;
    }
}
