package org.cairn.web;

import java.util.ArrayList;
import java.util.List;
import org.cairn.lti.Deployments;
import org.cairn.platform.Platform;
import org.cairn.platform.PlatformId;
import org.jspecify.annotations.Nullable;

/** The deployments that wait in the test world. */
public final class TestKnocking implements Deployments {

    public final List<Waiting> waiting = new ArrayList<>();
    public final List<String> accepted = new ArrayList<>();
    public final List<String> dismissed = new ArrayList<>();

    @Override
    public boolean admits(
            Platform platform, String deploymentId, @Nullable String guid, @Nullable String platformName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Waiting> waiting(PlatformId platform) {
        return platform.equals(TestWorld.PLATFORM) ? List.copyOf(waiting) : List.of();
    }

    @Override
    public void dismiss(PlatformId platform, String deploymentId) {
        dismissed.add(deploymentId);
        waiting.removeIf(one -> one.deploymentId().equals(deploymentId));
    }
}
