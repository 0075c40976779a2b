package org.cairn.ingest.upload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.complaint.Complaint;
import org.cairn.ingest.Uploads.Column;
import org.cairn.ingest.Uploads.NotReadable;
import org.cairn.platform.Family;

/** What the columns of a file mean, by headings that people write in many ways. */
record Headings(List<Column> columns, Map<String, Integer> places) {

    private static final Map<String, String> MEANINGS = meanings();
    private static final Set<String> MAY_STAND_TWICE = Set.of("name", "first", "last", "title", "note", "link");
    private static final int MOST_QUOTED = 6;

    /** Every meaning with the headings it is known by, without case, gaps and punctuation. */
    private static Map<String, String> meanings() {
        Map<String, String> known = new HashMap<>();
        put(
                known,
                "sis",
                "sis sisid sisuserid studentid studentnumber studentno idnumber idno matriculation matriculationnumber");
        put(known, "sub", "sub ltisub userid ltiuserid moodleid moodleuserid");
        put(known, "canvas", "canvas canvasid canvasuserid");
        put(known, "username", "username login loginid loginname loginuser netid sislogin sisloginid account");
        put(known, "email", "email emailaddress mail");
        put(known, "name", "name student studentname fullname learner person");
        put(known, "first", "firstname givenname forename");
        put(known, "last", "lastname surname familyname");
        put(known, "type", "type event what kind");
        put(known, "course", "course courseid");
        put(known, "activity", "activity activityid assignment assignmentid item task");
        put(known, "title", "title activitytitle activityname assignmentname");
        put(known, "points", "points score grade mark result");
        put(known, "possible", "possible possiblepoints pointspossible max maximum maxpoints maxscore outof");
        put(known, "completed", "completed completion complete done");
        put(known, "badge", "badge badgekey");
        put(known, "milestone", "milestone milestonekey requirement");
        put(known, "time", "time date when completedat gradedat timestamp");
        put(known, "note", "note notes comment reason remark");
        put(known, "link", "link url evidence");
        return known;
    }

    private static void put(Map<String, String> known, String meaning, String headings) {
        for (String heading : headings.split(" ")) {
            known.put(heading, meaning);
        }
    }

    static Headings of(Csv.Line first, Family family) throws NotReadable {
        List<Column> columns = new ArrayList<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        Map<String, List<String>> twice = new TreeMap<>();
        for (int i = 0; i < first.cells().size(); i++) {
            String heading = first.cells().get(i);
            Optional<String> meaning = meaning(heading, family);
            Integer before =
                    meaning.map(one -> places.putIfAbsent(one, columns.size())).orElse(null);
            if (before != null && MAY_STAND_TWICE.contains(meaning.get())) {
                columns.add(new Column(heading, null, "second", List.of()));
                continue;
            }
            if (before != null) {
                twice.computeIfAbsent(
                                meaning.get(),
                                added -> new ArrayList<>(
                                        List.of(columns.get(before).heading())))
                        .add(heading);
            }
            columns.add(new Column(heading, meaning.orElse(null)));
        }
        if (!twice.isEmpty()) {
            throw new NotReadable(Stream.concat(
                            twice.values().stream().map(same -> Complaint.of("file.same-columns", quoted(same))),
                            Stream.of(Complaint.of("file.leave-one-out")))
                    .toList());
        }
        if (Who.IDENTIFIERS.stream().noneMatch(places::containsKey)) {
            throw new NotReadable(Complaint.of(
                    "file.nobody",
                    quoted(first.cells().stream().limit(MOST_QUOTED).toList())));
        }
        return new Headings(columns, places);
    }

    private static String quoted(List<String> headings) {
        return headings.stream().map(one -> "‘" + Cells.shown(one) + "’").collect(Collectors.joining(", "));
    }

    private static Optional<String> meaning(String heading, Family family) {
        String bare = heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        if (bare.equals("id")) {
            return switch (family) {
                case CANVAS -> Optional.of("canvas");
                case MOODLE -> Optional.of("sub");
                case OTHER -> Optional.empty();
            };
        }
        return Optional.ofNullable(MEANINGS.get(bare));
    }

    /** The cell of that meaning; empty where the file has no such column, or the row nothing in it. */
    String cell(Csv.Line line, String meaning) {
        Integer place = places.get(meaning);
        return place == null || place >= line.cells().size() ? "" : line.cells().get(place);
    }
}
