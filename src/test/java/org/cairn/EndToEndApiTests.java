package org.cairn;

/** On the embedded database. */
class EndToEndApiTests extends EndToEndApi {}
