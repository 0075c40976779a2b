package org.cairn.web.admin;

import java.util.List;
import org.cairn.ingest.Pulls;
import org.cairn.web.TestWorld;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** This package's controllers, for tests that go through all pages. */
public final class AdminControllers {

    private AdminControllers() {}

    public static Object[] of(TestWorld world) {
        PlatformsSection section = new PlatformsSection(
                world.platforms,
                world.checkups,
                world.deployments,
                world.rosters,
                platform -> List.copyOf(world.notices),
                world.feeds,
                world.ingestion,
                world.ways);
        FeedBook book = new FeedBook(
                world.feeds,
                world.keepingUp,
                world.platforms,
                new StaticListableBeanFactory().getBeanProvider(Pulls.class),
                world.uploads,
                world.ways);
        FeedSheet sheet =
                new FeedSheet(world.feeds, world.keepingUp, book, world.ingestion, world.publicUrl, world.wording);
        return new Object[] {
            new FeedsPage(world.feeds, book, sheet, world.platforms, world.wording),
            new FeedAccountsPage(world.keepingUp, book, sheet, world.wording),
            new MendingPage(world.keepingUp, world.ingestion, book, world.learners, world.ways, world.wording),
            new OverviewPage(
                    world.platforms,
                    section,
                    new FeedsSection(world.feeds, world.ingestion, world.uploads, world.publicUrl, world.ways),
                    book,
                    world.ingestion,
                    world.pathways,
                    world.awards,
                    world.ways,
                    world.wording),
            new UploadPage(world.platforms, world.uploadDesk),
            new QuarantinePage(world.platforms, world.ingestion, world.feeds, book, world.wording),
            new PlatformPage(
                    world.platforms,
                    section,
                    world.checkups,
                    world.deployments,
                    world.feeds,
                    world.publicUrl,
                    world.ways,
                    world.wording),
            new EndingPage(world.platforms, section, world.wording),
            new PullPage(world.pulls, section, world.courses, world.ways, world.wording),
            new ManualPage(world.platforms, world.publicUrl, world.wording),
            new ConnectPage(world.invitations, world.ways, world.wording),
            new KeysPage(world.keys, world.ways, world.wording),
            new PublishPage(world.pathways, world.ways, world.wording),
            new PeoplePage(
                    world.links,
                    world.links.trusted(),
                    world.links.erasures(),
                    world.links.waiting(),
                    world.platforms,
                    world.wording),
            new PersonPage(world.links, world.links.erasures(), world.platforms, world.wording)
        };
    }
}
