package org.cairn.web;

import java.util.Locale;

/** The outline of one stone: worn by water, a little different for each key, always the same for one key. */
record Pebble(double x, double y, double width, double height, String path) {

    private static final int POINTS = 12;

    /** A pebble in the box whose upper left corner is ({@code x}, {@code y}). */
    static Pebble in(double x, double y, double width, double height, String key) {
        int grain = key.hashCode();
        double[] xs = new double[POINTS];
        double[] ys = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double angle = 2 * Math.PI * (i + 0.5) / POINTS;
            double wear = 1 - 0.045 * (((grain >>> (i * 2)) & 3) / 3.0);
            xs[i] = x + width / 2 + rounded(Math.cos(angle), 0.7) * wear * width / 2;
            ys[i] = y + height / 2 + rounded(Math.sin(angle), 0.7) * (wear + 1) / 2 * height / 2;
        }
        return new Pebble(x, y, width, height, closed(xs, ys));
    }

    /** A superellipse: flatter above and below than an ellipse, so that stones can lie on each other. */
    private static double rounded(double part, double power) {
        return Math.signum(part) * Math.pow(Math.abs(part), power);
    }

    /** A closed curve through the points, without corners (Catmull-Rom as cubic Béziers). */
    private static String closed(double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder(420).append('M').append(at(xs[0], ys[0]));
        for (int i = 0; i < POINTS; i++) {
            int before = (i + POINTS - 1) % POINTS;
            int next = (i + 1) % POINTS;
            int after = (i + 2) % POINTS;
            path.append('C')
                    .append(at(xs[i] + (xs[next] - xs[before]) / 6, ys[i] + (ys[next] - ys[before]) / 6))
                    .append(' ')
                    .append(at(xs[next] - (xs[after] - xs[i]) / 6, ys[next] - (ys[after] - ys[i]) / 6))
                    .append(' ')
                    .append(at(xs[next], ys[next]));
        }
        return path.append('Z').toString();
    }

    static String at(double x, double y) {
        return number(x) + "," + number(y);
    }

    static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }
}
