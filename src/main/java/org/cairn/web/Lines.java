package org.cairn.web;

import java.util.ArrayList;
import java.util.List;

/** Breaks a title into lines that fit on a stone; what does not fit ends in an ellipsis. */
final class Lines {

    private Lines() {}

    static List<String> of(String text, int room, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                if (lines.size() == most - 1) {
                    lines.add(cut(line + " " + word, room));
                    return lines;
                }
                lines.add(cut(line.toString(), room));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(cut(line.toString(), room));
        return lines;
    }

    /** How many characters of these titles are the same and end in a colon: said once, they need not stand on each stone. */
    static int shared(List<String> titles) {
        if (titles.size() < 2) {
            return 0;
        }
        String first = titles.getFirst();
        int colon = first.lastIndexOf(": ");
        String start = first.substring(0, colon < 0 ? 0 : colon + 2);
        return titles.stream().allMatch(title -> title.startsWith(start) && title.length() > start.length())
                ? start.length()
                : 0;
    }

    private static String cut(String text, int room) {
        int length = text.codePointCount(0, text.length());
        return length <= room
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.max(1, room - 1)))
                                .stripTrailing() + "…";
    }
}
