package org.cairn.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.lti.CourseId;
import org.cairn.lti.Roster;
import org.cairn.platform.PlatformId;

/** How the rosters of the test world were read. */
public final class TestRosters implements Roster {

    private final Map<PlatformId, List<Asked>> asked = new HashMap<>();

    public void read(PlatformId platform, Instant at) {
        note(platform, new Asked(TestWorld.COURSE, "Engineering 101", at, 24, null, null, null));
    }

    public void failed(PlatformId platform, Instant at, String detail) {
        note(platform, new Asked(TestWorld.COURSE, "Engineering 101", null, 0, at, Failure.NOT_GRANTED, detail));
    }

    private void note(PlatformId platform, Asked one) {
        asked.computeIfAbsent(platform, id -> new ArrayList<>()).add(one);
    }

    @Override
    public void request(CourseId course) {}

    @Override
    public List<Asked> last(PlatformId platform) {
        return asked.getOrDefault(platform, List.of());
    }
}
