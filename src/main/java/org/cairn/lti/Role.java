package org.cairn.lti;

/** What a person may do in the course of a launch. */
public enum Role {
    STUDENT,
    INSTRUCTOR,
    ADMINISTRATOR
}
