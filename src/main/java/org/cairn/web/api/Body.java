package org.cairn.web.api;

/** Marks what calls take as JSON: read strictly, so that a misspelt field is an error and not a silence. */
public interface Body {}
