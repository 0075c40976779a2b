package org.cairn.lti.content;

import java.time.Clock;
import org.cairn.lti.ContentItems;
import org.cairn.lti.ToolKey;
import org.cairn.lti.service.FakeToolKey;
import org.cairn.net.PublicUrl;
import org.cairn.platform.Platforms;

/** The real answers, signed with a smaller key than the real one; other rooms' tests use it too. */
public final class TestContentItems {

    /** The key that signs. */
    public static final ToolKey KEY = FakeToolKey.INSTANCE;

    private TestContentItems() {}

    public static ContentItems of(Platforms platforms, PublicUrl publicUrl, Clock clock) {
        return new SignedContentItems(platforms, KEY, publicUrl, clock);
    }
}
