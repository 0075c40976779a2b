package org.cairn.complaint;

/** Says why something cannot be, without words: a page or an answer finds them when it is shown. */
public interface Explained {

    Complaint why();
}
