package org.cairn.ingest.caliper;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events as sensors would send them, of an invented publisher. */
public final class CaliperSamples {

    public static final String TIME = "2026-03-02T10:15:30.250Z";
    public static final String V1P2 = "http://purl.imsglobal.org/ctx/caliper/v1p2";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private CaliperSamples() {}

    /** JSON with single quotes, so that tests stay readable. */
    public static ObjectNode json(String text) {
        return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
    }

    /** A grade of quiz 7 by software, for the learner with this number. */
    public static ObjectNode grade(int learner, String uuidEnd, String time, String score) {
        return json("""
                {'@context':'%s','id':'urn:uuid:5b2d0c1e-7a44-4c8e-9d10-%s','type':'GradeEvent','profile':'GradingProfile',
                 'actor':{'id':'https://learn.example/grader','type':'SoftwareApplication'},'action':'Graded',
                 'object':{'id':'https://learn.example/quizzes/7/attempts/%d-1','type':'Attempt',
                   'assignee':{'id':'https://learn.example/people/%d','type':'Person'},
                   'assignable':{'id':'https://learn.example/quizzes/7','type':'Assessment','name':'Quiz Seven','maxScore':50}},
                 'generated':{'id':'https://learn.example/scores/%d','type':'Score',%s},
                 'eventTime':'%s','edApp':'https://learn.example',
                 'session':{'id':'https://learn.example/sessions/secret-session','type':'Session'},
                 'group':{'id':'https://learn.example/classes/3','type':'CourseSection'}}""".formatted(V1P2, uuidEnd, learner, learner, learner, score, time));
    }

    public static ObjectNode grade(String score) {
        return grade(48, "000000000001", TIME, score);
    }

    public static String envelope(Object... data) {
        return envelope(V1P2, data);
    }

    public static String envelope(String version, Object... data) {
        StringBuilder items = new StringBuilder();
        for (Object one : data) {
            items.append(items.isEmpty() ? "" : ",").append(one);
        }
        return "{\"sensor\":\"https://learn.example/sensors/1\",\"sendTime\":\"2026-03-02T10:16:00.000Z\",\"dataVersion\":\"%s\",\"data\":[%s]}"
                .formatted(version, items);
    }
}
