package org.cairn.ingest.canvas;

import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events as Canvas would send them, of an invented university on shard 77. */
public final class CanvasSamples {

    public static final String ROOT = "770000000000001";
    public static final String TIME = "2026-03-02T10:15:30.250Z";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private CanvasSamples() {}

    public static String global(long local) {
        return Long.toString(77L * 10_000_000_000_000L + local);
    }

    /** JSON with single quotes, so that tests stay readable. */
    public static ObjectNode json(String text) {
        return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
    }

    public static ObjectNode event(String name, String body) {
        return event(name, TIME, body);
    }

    public static ObjectNode event(String name, String time, String body) {
        ObjectNode event = MAPPER.createObjectNode();
        ObjectNode metadata = event.putObject("metadata");
        metadata.put("event_name", name);
        metadata.put("event_time", time);
        metadata.put("producer", "canvas");
        metadata.put("root_account_id", ROOT);
        metadata.put("root_account_uuid", "root-uuid-of-north-hill");
        metadata.put("user_id", global(9));
        metadata.put("user_login", "teacher@northhill.example");
        metadata.put("client_ip", "192.0.2.7");
        metadata.put("session_id", "secret-session");
        metadata.put("url", "https://canvas.northhill.example/?access_token=secret-token");
        metadata.put("context_type", "Course");
        metadata.put("context_id", global(565));
        event.set("body", json(body));
        return event;
    }

    public static ObjectNode with(ObjectNode event, String field, JsonNode value) {
        ObjectNode copy = event.deepCopy();
        ((ObjectNode) copy.get("body")).set(field, value);
        return copy;
    }

    public static ObjectNode gradeChange(long student, long assignment, String score, String possible, String time) {
        return event("grade_change", time, """
                {'assignment_id':'%s','user_id':'%s','student_id':'%s','score':%s,'points_possible':%s,'grade':'%s',
                 'grading_complete':true,'muted':false,'submission_id':'%s','grader_id':'%s'}""".formatted(
                        global(assignment),
                        global(student),
                        global(student),
                        score,
                        possible,
                        score,
                        global(assignment * 1000 + student),
                        global(9)));
    }

    public static String array(ObjectNode... events) {
        return MAPPER.writeValueAsString(Arrays.asList(events));
    }
}
