package org.cairn.drive;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/** Writes Live Events as Canvas does, about people and assignments of one invented account, and signs them. */
public final class CanvasWriter {

    public static final long SHARD = 21_070_000_000_000_000L;

    private static final String METADATA = """
            "client_ip":"93.184.216.34","context_account_id":"21070000000000079",\
            "context_role":"TeacherEnrollment","context_sis_source_id":"2026.100.101.101-1","context_type":"Course",\
            "hostname":"canvas.example.edu","http_method":"POST","producer":"canvas",\
            "referrer":"https://canvas.example.edu/courses/%1$d/gradebook",\
            "request_id":"1dd9dc6f-2fb0-4c19-a6c5-7ee1bf3ed295","root_account_id":"21070000000000001",\
            "root_account_lti_guid":"VicYj3cu5BIFpoZhDVU4DZumnlBrWi1grgJEzADs.canvas.example.edu",\
            "root_account_uuid":"VicYj3cu5BIFpoZhDVU4DZumnlBrWi1grgJEzADs",\
            "session_id":"ef686f8ed684abf78cbfa1f6a58112b5","time_zone":"America/Denver",\
            "url":"https://canvas.example.edu/api/v1/courses/%1$d/assignments/1/submissions/1",\
            "user_account_id":"21070000000000001","user_id":"21070000000000987",\
            "user_agent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_3) AppleWebKit/537.36 (KHTML, like Gecko)",\
            "user_login":"teacher@example.edu","user_sis_id":"456-T45\"""";

    private final long course;

    public CanvasWriter(long course) {
        this.course = course;
    }

    /** A grade for a student, all ids as Canvas's local ones; written as global ones, as Canvas does in this event. */
    public String gradeChange(long student, long assignment, BigDecimal score, int possible, Instant at) {
        return """
                {"metadata":{"event_name":"grade_change","event_time":"%s","context_id":"%d",%s},\
                "body":{"assignment_id":"%d","assignment_name":"Assignment %d","grade":"%s","grader_id":"21070000000000987",\
                "grading_complete":true,"muted":false,"old_grade":null,"old_points_possible":%d,"old_score":null,\
                "points_possible":%d,"score":%s,"student_id":"%d","student_sis_id":null,"submission_id":"%d","user_id":"%d"}}""".formatted(
                        at,
                        SHARD + course,
                        METADATA.formatted(course),
                        SHARD + assignment,
                        assignment,
                        score,
                        possible,
                        possible,
                        score,
                        SHARD + student,
                        SHARD + 11_000_000 + student * 10 + assignment % 10,
                        SHARD + student);
    }

    public String userCreated(long student, Instant at) {
        return """
                {"metadata":{"event_name":"user_created","event_time":"%s","context_id":"%d",%s},\
                "body":{"user_id":"%d","uuid":"%s","name":"Student %d","short_name":"Student %d","workflow_state":"registered",\
                "created_at":"%s","updated_at":"%s","user_login":"s%d@example.edu","user_sis_id":"SIS-%d"}}""".formatted(
                        at,
                        SHARD + course,
                        METADATA.formatted(course),
                        SHARD + student,
                        uuid(student),
                        student,
                        student,
                        at,
                        at,
                        student,
                        student);
    }

    public String enrollmentCreated(long student, Instant at) {
        return """
                {"metadata":{"event_name":"enrollment_created","event_time":"%s","context_id":"%d",%s},\
                "body":{"enrollment_id":"%d","course_id":"%d","course_uuid":"course-%d","user_id":"%d","user_uuid":"%s",\
                "user_name":"Student %d","type":"StudentEnrollment","course_section_id":"21070000000000001",\
                "created_at":"%s","updated_at":"%s","workflow_state":"active","limit_privileges_to_course_section":false,\
                "associated_user_id":null}}""".formatted(
                        at,
                        SHARD + course,
                        METADATA.formatted(course),
                        SHARD + 5_000_000 + student,
                        SHARD + course,
                        course,
                        SHARD + student,
                        uuid(student),
                        student,
                        at,
                        at);
    }

    public static String uuid(long student) {
        return "uuid-of-student-" + student;
    }

    /** The event as Canvas sends it with "Sign Payload": a compact JWS by RS256. */
    public static byte[] signed(String event, RSAKey key) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String header = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(key.getKeyID());
        String content = base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + base64.encodeToString(event.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.toPrivateKey());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return (content + "." + base64.encodeToString(signature.sign())).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
