package org.cairn.ingest.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.cairn.drive.CanvasWriter;
import org.cairn.drive.SourceWorld;
import org.cairn.people.Identifier;
import org.cairn.people.IdentifierKind;
import org.cairn.platform.Family;
import org.junit.jupiter.api.Test;

/** Canvas Live Events, from the wire to the award. */
class CanvasWireTests extends SourceWorld {

    private static final Instant AT = Instant.parse("2026-03-02T10:20:00.123Z");

    @Test
    void aGradeThatIsGoodEnoughEarnsTheBadgeSinceItWasGiven() throws Exception {
        World world = world(Family.CANVAS);
        Way feed = world.feed("canvas", "\"allowUnsigned\": true");
        world.badgeForScore("charter", "565", "assignment:355");
        var student = world.student(new Identifier(IdentifierKind.CANVAS_LOCAL, "48"));

        var answer = world.post(feed, "", new CanvasWriter(565).gradeChange(48, 355, new BigDecimal("85"), 100, AT));

        assertThat(answer.ok()).isTrue();
        assertThat(world.heldSince(student, "charter")).contains(AT);
    }
}
