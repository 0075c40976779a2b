package org.cairn.web;

import java.util.ArrayList;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/**
 * Draws a cairn as SVG: stones stacked from the ground up, the last one on top. Earned stones are solid, those in
 * progress filled from below to their share, those not begun an outline, those out of reach a struck outline. Colours
 * come from the stylesheet; nothing needs an inline style.
 */
public final class Cairn {

    private static final double WIDTH = 340;
    private static final double STONE = 66;
    private static final double TOP = 62;
    private static final int ALONE_UP_TO = 5;

    private Cairn() {}

    /**
     * The large drawing, with the titles on the stones.
     *
     * @param id unique within the page: clip paths and names are made from it
     * @param title names the drawing for those who do not see it
     * @param description says in words what the drawing shows
     */
    public static String large(String id, String title, String description, List<Stone> groundUp) {
        List<List<Stone>> rows = rows(groundUp);
        double height = 16 + TOP + (rows.size() - 1) * (STONE - 3) + 12;
        StringBuilder svg = new StringBuilder(2000);
        svg.append("<svg class=\"cairn\" role=\"img\" viewBox=\"0 0 ")
                .append(Pebble.number(WIDTH))
                .append(' ')
                .append(Pebble.number(height))
                .append("\" aria-labelledby=\"")
                .append(id)
                .append("-t ")
                .append(id)
                .append("-d\"><title id=\"")
                .append(id)
                .append("-t\">")
                .append(text(title))
                .append("</title><desc id=\"")
                .append(id)
                .append("-d\">")
                .append(text(description))
                .append("</desc>");
        svg.append("<path class=\"ground\" d=\"M8,")
                .append(Pebble.number(height - 10))
                .append("Q170,")
                .append(Pebble.number(height - 15))
                .append(" 332,")
                .append(Pebble.number(height - 10))
                .append("\"/>");
        double bottom = height - 12;
        int known = Lines.shared(groundUp.stream().map(Stone::title).toList());
        for (int row = 0; row < rows.size(); row++) {
            bottom = row(svg, id, rows, row, bottom, known);
        }
        return svg.append("</svg>").toString();
    }

    /** The tiny drawing of one stone, for lists: its state is named by {@code label}. */
    public static String tiny(Stone stone, String label) {
        return "<svg class=\"tiny\" role=\"img\" viewBox=\"0 0 24 16\" aria-label=\"" + text(label) + "\"><use href=\"#"
                + symbol(stone) + "\"/></svg>";
    }

    /** The shapes that the tiny drawings of one page share; once per page, before them. */
    public static String symbols() {
        String outline = Pebble.in(1, 1, 22, 14, "cairn").path();
        StringBuilder svg =
                new StringBuilder(4000).append("<svg class=\"symbols\" aria-hidden=\"true\" width=\"0\" height=\"0\">");
        symbol(svg, "s-earned", path("stone earned", outline));
        symbol(svg, "s-open", path("stone open", outline));
        symbol(svg, "s-closed", path("stone closed", outline) + "<path class=\"strike\" d=\"M4,14L20,2\"/>");
        for (int tenths = 0; tenths < 10; tenths++) {
            double level = 1 + 14 * (1 - Math.max(tenths, 1) / 10.0);
            String clip = "s-clip" + tenths;
            symbol(
                    svg,
                    "s-" + tenths,
                    clip(clip, 0, level, 24) + path("level", outline, clip) + path("stone progress", outline));
        }
        return svg.append("</svg>").toString();
    }

    private static String symbol(Stone stone) {
        return switch (stone.state()) {
            case EARNED -> "s-earned";
            case OPEN -> "s-open";
            case CLOSED -> "s-closed";
            case PROGRESS -> "s-" + Math.min(stone.tenths(), 9);
        };
    }

    private static void symbol(StringBuilder svg, String id, String shapes) {
        svg.append("<symbol id=\"")
                .append(id)
                .append("\" viewBox=\"0 0 24 16\">")
                .append(shapes)
                .append("</symbol>");
    }

    /** Up to five stones lie alone in their rows, the top one always; more of them lie two by two from the ground. */
    private static List<List<Stone>> rows(List<Stone> groundUp) {
        List<List<Stone>> rows = new ArrayList<>();
        int below = groundUp.size() - 1;
        int pairs = Math.max(0, below - ALONE_UP_TO);
        int next = 0;
        while (next < groundUp.size()) {
            int width = pairs > 0 && next + 1 < below ? 2 : 1;
            rows.add(groundUp.subList(next, Math.min(next + width, groundUp.size())));
            next += width;
            pairs--;
        }
        return rows;
    }

    private static double row(StringBuilder svg, String id, List<List<Stone>> rows, int row, double bottom, int known) {
        List<Stone> stones = rows.get(row);
        boolean top = row == rows.size() - 1;
        double height = top ? TOP : STONE;
        double taper = rows.size() == 1 ? 0 : (double) row / (rows.size() - 1);
        double span = stones.size() > 1 ? WIDTH - 8 : 308 - 70 * taper;
        double width = span / stones.size();
        double lean = stones.size() > 1 ? 0 : sway(stones.getFirst());
        double left = (WIDTH - span) / 2 + lean;
        for (int i = 0; i < stones.size(); i++) {
            stone(
                    svg,
                    id + "-" + row + "-" + i,
                    stones.get(i),
                    Pebble.in(
                            left + i * width,
                            bottom - height,
                            width,
                            height,
                            stones.get(i).key()),
                    known);
        }
        return bottom - height + 3;
    }

    private static double sway(Stone stone) {
        return ((stone.key().hashCode() >>> 7) & 7) * 2 - 7;
    }

    private static void stone(StringBuilder svg, String id, Stone stone, Pebble pebble, int known) {
        String state = stone.state().code();
        svg.append("<g class=\"layer ")
                .append(state)
                .append(stone.fresh() ? " fresh" : "")
                .append("\"><title>")
                .append(text(stone.title() + ": " + stone.word()))
                .append("</title>");
        if (stone.state() == Stone.State.PROGRESS) {
            double level = pebble.y() + pebble.height() * (1 - Math.min(Math.max(stone.share(), 0.04), 1));
            svg.append(clip(id, 0, level, WIDTH)).append(path("level", pebble.path(), id));
        }
        svg.append(path("stone " + state, pebble.path()));
        if (stone.state() == Stone.State.CLOSED) {
            svg.append("<path class=\"strike\" d=\"M")
                    .append(Pebble.at(pebble.x() + pebble.width() * 0.16, pebble.y() + pebble.height() - 9))
                    .append('L')
                    .append(Pebble.at(pebble.x() + pebble.width() * 0.84, pebble.y() + 9))
                    .append("\"/>");
        }
        words(svg, stone, pebble, known);
        svg.append("</g>");
    }

    private static void words(StringBuilder svg, Stone stone, Pebble pebble, int known) {
        int room = (int) ((pebble.width() - 36) / 7.2);
        List<String> lines = Lines.of(stone.title().substring(known), room, 2);
        double middle = pebble.x() + pebble.width() / 2;
        double y = pebble.y() + pebble.height() / 2 + (lines.size() == 1 ? -2 : -9);
        for (String line : lines) {
            line(svg, "name", middle, y, line);
            y += 15;
        }
        line(svg, "word", middle, y + 1, Lines.of(stone.word(), room + 4, 1).getFirst());
    }

    private static void line(StringBuilder svg, String style, double x, double y, String words) {
        svg.append("<text class=\"")
                .append(style)
                .append("\" text-anchor=\"middle\" x=\"")
                .append(Pebble.number(x))
                .append("\" y=\"")
                .append(Pebble.number(y))
                .append("\">")
                .append(text(words))
                .append("</text>");
    }

    private static String clip(String id, double x, double y, double width) {
        return "<clipPath id=\"%s\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"400\"/></clipPath>"
                .formatted(id, Pebble.number(x), Pebble.number(y), Pebble.number(width));
    }

    private static String path(String style, String outline) {
        return "<path class=\"" + style + "\" d=\"" + outline + "\"/>";
    }

    private static String path(String style, String outline, String clip) {
        return "<path class=\"" + style + "\" clip-path=\"url(#" + clip + ")\" d=\"" + outline + "\"/>";
    }

    private static String text(String words) {
        return HtmlUtils.htmlEscape(words, "UTF-8");
    }
}
