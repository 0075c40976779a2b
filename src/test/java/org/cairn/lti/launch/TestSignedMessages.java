package org.cairn.lti.launch;

import org.cairn.net.KeySets;

/** What platforms sign, opened with the keys of a test. */
public final class TestSignedMessages {

    private TestSignedMessages() {}

    public static SignedMessages with(KeySets keySets) {
        return new SignedMessages(new IdTokens(new PlatformKeys(keySets)));
    }
}
