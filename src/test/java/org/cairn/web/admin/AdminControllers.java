package org.cairn.web.admin;

import org.cairn.web.TestWorld;

/** This package's controllers, for tests that go through all pages. */
public final class AdminControllers {

    private AdminControllers() {}

    public static Object[] of(TestWorld world) {
        return new Object[] {
            new OverviewPage(
                    world.platforms,
                    world.feeds,
                    world.ingestion,
                    world.pathways,
                    world.awards,
                    world.publicUrl,
                    world.ways,
                    world.wording),
            new PublishPage(world.pathways, world.ways, world.wording)
        };
    }
}
