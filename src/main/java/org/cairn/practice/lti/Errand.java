package org.cairn.practice.lti;

import org.cairn.practice.world.Column;
import org.cairn.practice.world.Link;
import org.cairn.practice.world.Person;

/** What a tool is launched for. */
public sealed interface Errand {

    /** Opens the tool from one of the menus of a Canvas. */
    record Menu(String placement) implements Errand {}

    /** Opens a link in a course. */
    record Open(Link link) implements Errand {}

    /**
     * Lets a teacher pick content (LTI Deep Linking 2.0).
     *
     * @param key what the answer must bring back
     */
    record Pick(String placement, String key) implements Errand {}

    /** Shows what one student did, from a column of the gradebook (LTI Submission Review 1.0). */
    record Review(Column column, Person student) implements Errand {}
}
