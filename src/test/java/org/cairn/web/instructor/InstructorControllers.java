package org.cairn.web.instructor;

import org.cairn.web.TestWorld;

/** This package's controllers, for tests that go through all pages. */
public final class InstructorControllers {

    private InstructorControllers() {}

    public static Object[] of(TestWorld world) {
        Bindings bindings =
                new Bindings(world.pathways, world.courses, world.log, world.known, world.ways, world.wording);
        ClassTable table = new ClassTable(world.courses, world.pathways, world.awards, world.ways, world.wording);
        return new Object[] {
            new ClassPage(world.pathways, table),
            new BadgeInClassPage(world.pathways, table),
            new ClassFile(world.courses, world.pathways, world.awards, table, world.ways, world.wording),
            new ContentPage(
                    world.pathways,
                    world.items,
                    new ContentPreview(world.pathways, world.courses, world.gradebook, world.ways, world.wording),
                    world.wording),
            new StudentPage(
                    world.courses, world.learners, world.pathways, world.attestations, world.ways, world.wording),
            new ConfirmPage(world.courses, world.pathways, world.log, world.attestations, world.wording),
            new ResultsPage(world.uploadDesk),
            new EmbedPage(world.pathways, world.courses, bindings),
            copyPage(world),
            new CopyNotice(world.copies),
            new GradebookSection(world.gradebook, world.pathways, world.wording),
            new GradebookSwitch(world.gradebook, world.pathways)
        };
    }

    static CopyPage copyPage(TestWorld world) {
        return new CopyPage(
                world.copies, world.pathways, world.courses, new Takeovers(world.pathways, world.known, world.wording));
    }
}
