package org.cairn.vault;

/**
 * Names of things that must be recognised when they come again and must not be told otherwise: digests that nobody can
 * check a guess against without this installation's key.
 */
public interface Pseudonyms {

    /** Returns 64 hexadecimal characters: the same for the same text and purpose, as long as the key is the same. */
    String of(String purpose, String text);
}
