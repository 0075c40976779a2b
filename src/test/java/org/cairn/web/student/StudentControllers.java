package org.cairn.web.student;

import org.cairn.web.Certificates;
import org.cairn.web.TestWorld;

/** This package's controllers, for tests that go through all pages. */
public final class StudentControllers {

    private StudentControllers() {}

    public static Object[] of(TestWorld world) {
        Live live = new Live(world.ways, world.ingestion, world.wording);
        return new Object[] {
            new CoursePage(world.pathways, world.ways, live, world.wording),
            new OneBadgePage(world.pathways, world.ways, live),
            new BadgesPage(world.pathways, world.ways, world.wording),
            new LinkPage(world.links, world.links.codes(), world.platforms, world.wording),
            new SharePage(
                    world.awards,
                    world.credentials,
                    new Certificates(world.awards, world.pathways, world.log, world.learners, world.platforms),
                    world.publicUrl,
                    world.wording)
        };
    }
}
