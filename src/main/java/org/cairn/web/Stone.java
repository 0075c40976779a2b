package org.cairn.web;

import java.util.Locale;

/**
 * One badge or milestone as a stone of a cairn.
 *
 * @param share how much of it is done, between 0 and 1; drawn only while in progress
 * @param word the state in words, such as "Earned 12 May 2026"
 * @param fresh true for a moment after it was earned: the stone drops in
 */
public record Stone(String key, String title, State state, double share, String word, boolean fresh) {

    /** The four states, told apart by shape and word as well as by colour. */
    public enum State {
        EARNED,
        PROGRESS,
        OPEN,
        CLOSED;

        /** The name under which the stylesheet and the message keys know the state. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many tenths are done: what the tiny drawing can show. */
    public int tenths() {
        return (int) Math.floor(Math.min(Math.max(share, 0), 1) * 10);
    }
}
