package org.cairn.ingest.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.pull.Source.Reason;
import org.cairn.ingest.pull.Source.Refused;
import org.junit.jupiter.api.Test;

class ComplaintsTests {

    private final Complaints complaints = new Complaints();
    private final Complaints later = new Complaints();

    @Test
    void whatIsKeptIsTheSameLater() {
        complaints.add(
                "modules",
                new Refused(Reason.NO_COURSE, List.of(Complaint.of("one", "a\tb", 3), Complaint.of("two")), 60));
        complaints.add("grades", new Refused(Reason.NOT_ALLOWED, Complaint.of("three")));
        later.recall(complaints.text());
        assertThat(later.text()).isEqualTo(complaints.text());
        Refused refused = catchThrowableOfType(Refused.class, later::raise);
        assertThat(refused.reason()).as("all else was read").isEqualTo(Reason.LEFT_OUT);
        assertThat(refused.why()).extracting(Complaint::code).containsExactly("one", "two", "three");
    }

    @Test
    void whatWasToldAfterAllIsNoLongerComplainedOf() {
        complaints.add("grades", new Refused(Reason.NOT_ALLOWED, Complaint.of("three")));
        complaints.remove("grades");
        assertThat(complaints.text()).isEmpty();
        assertThatCode(complaints::raise).doesNotThrowAnyException();
    }

    @Test
    void otherTextsSayNothing() {
        later.recall("");
        later.recall("students:12\ngrades\tSOME_REASON\tthree\n\t\t");
        assertThat(later.text()).isEmpty();
    }
}
