package org.cairn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Uploads;
import org.cairn.lti.CourseId;
import org.cairn.lti.Launch;
import org.cairn.lti.Role;
import org.cairn.people.LearnerId;
import org.cairn.platform.InstitutionId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.ui.ConcurrentModel;

class UploadDeskTests {

    private final TestWorld world = new TestWorld();
    private final CountDownLatch reading = new CountDownLatch(2);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final UploadDesk desk = new UploadDesk(new SlowReader(), world.pathways, world.learners, world.wording);

    /** Reads every file for as long as it is let. */
    private final class SlowReader implements Uploads {
        @Override
        public Preview preview(Upload upload, byte[] file) throws NotReadable {
            reading.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new NotReadable(Complaint.of("file.empty"));
        }

        @Override
        public boolean confirm(InstitutionId institution, String preview, LearnerId by, @Nullable CourseId course) {
            return false;
        }

        @Override
        public Set<String> feeds(InstitutionId institution) {
            return Set.of();
        }

        @Override
        public List<Taken> taken(InstitutionId institution, @Nullable CourseId course, int most) {
            return List.of();
        }
    }

    private String fault(Launch launch) {
        ConcurrentModel model = new ConcurrentModel();
        MockMultipartFile file = new MockMultipartFile("file", "a.csv", "text/csv", new byte[] {'a'});
        desk.preview(launch, launch.platform(), launch.course(), file, Locale.ENGLISH, model);
        return String.valueOf(model.getAttribute("fault"));
    }

    @Test
    void whoeverComesWhileManyFilesAreReadIsAskedToWait() throws Exception {
        Launch launch = world.launch(world.student("Tess Teacher"), Role.INSTRUCTOR);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> one = threads.submit(() -> fault(launch));
            Future<String> two = threads.submit(() -> fault(launch));
            reading.await();
            assertThat(fault(launch)).contains("try again");
            goOn.countDown();
            assertThat(one.get()).isEqualTo("The file is empty.");
            assertThat(two.get()).isEqualTo("The file is empty.");
        }
        assertThat(fault(launch)).as("there is room again").isEqualTo("The file is empty.");
    }
}
