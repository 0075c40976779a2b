package org.cairn.practice;

/** Something to hand in and to be graded. */
record Assignment(long id, String title, int points) {

    String globalId() {
        return Invented.global(id);
    }

    /** The name of the activity where bindings are made. */
    String activity() {
        return "assignment:" + id;
    }
}
