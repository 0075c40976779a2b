package org.cairn.lti.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.cairn.Case;
import org.cairn.TestDatabase;
import org.cairn.complaint.TestComplaints;
import org.cairn.lti.CourseId;
import org.cairn.lti.TestLti;
import org.cairn.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class VouchingTests {

    private final TestLti lti;
    private final Vouching vouching;

    VouchingTests(TestDatabase kind) {
        TestDatabase.Fresh database = kind.fresh();
        this.lti = TestLti.on(database);
        this.vouching = new Vouching(List.of(), new JdbcServiceHosts(database.jdbc())::isKnown);
    }

    private void refused(Platform platform, String url) {
        assertThatThrownBy(() -> vouching.check(platform, URI.create(url)))
                .isInstanceOf(ServiceRefused.class)
                .satisfies(
                        refused -> assertThat(TestComplaints.english(refused)).contains("CAIRN_SERVICE_HOSTS"));
    }

    @Test
    @Case("A81")
    void whereALaunchFoundARosterOtherServicesOfThatPlatformMayBe() throws Exception {
        Platform canvas = lti.canvas("University");
        Platform other = lti.canvas("Other University");
        String own = "https://canvas.university.example/api/lti/courses/1/line_items";
        refused(canvas, own);
        CourseId course = lti.courses().know(canvas.id(), "ctx", "1", null);
        lti.courses()
                .rememberServices(
                        course, URI.create("https://canvas.university.example/api/lti/courses/1/names_and_roles"));
        vouching.check(canvas, URI.create(own));
        vouching.check(canvas, URI.create(own));
        refused(other, own);
        refused(canvas, "https://canvas.university.example.evil.example/x");
        refused(canvas, "https://canvas.university.example:8443/x");
        refused(canvas, "http://canvas.university.example/x");
        refused(canvas, "https://x@canvas.university.example/x");
        refused(canvas, "https://canvas_university.example/x");
    }
}
