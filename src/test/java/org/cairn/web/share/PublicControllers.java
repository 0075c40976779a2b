package org.cairn.web.share;

import org.cairn.web.Certificates;
import org.cairn.web.TestWorld;

/** This package's controllers, for tests that go through all pages. */
public final class PublicControllers {

    private PublicControllers() {}

    public static Object[] of(TestWorld world) {
        return new Object[] {
            new CredentialPage(
                    world.credentials,
                    new Certificates(world.awards, world.pathways, world.log, world.learners, world.platforms),
                    world.publicUrl,
                    world.wording,
                    world.ways),
            new BadgePage(world.pathways, world.platforms, world.ways, world.wording)
        };
    }
}
