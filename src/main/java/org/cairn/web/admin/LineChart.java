package org.cairn.web.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.cairn.web.Words;

/**
 * What came in the last day, as a line.
 *
 * @param points the line, in a box of {@value #WIDE} by {@value #HIGH}
 * @param says the same in words
 * @param most the highest point's number
 */
record LineChart(String points, String says, String most, String begins, String ends) {

    static final int WIDE = 480;
    static final int HIGH = 80;

    static LineChart of(List<Long> quarters, Instant begin, Words words) {
        long most = quarters.stream().mapToLong(Long::longValue).max().orElse(0);
        long all = quarters.stream().mapToLong(Long::longValue).sum();
        StringBuilder points = new StringBuilder();
        double step = (double) WIDE / Math.max(1, quarters.size() - 1);
        for (int i = 0; i < quarters.size(); i++) {
            double height = most == 0 ? 0 : (double) quarters.get(i) / most * HIGH;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", i * step, HIGH - height));
        }
        return new LineChart(
                points.toString().strip(),
                words.say("feeds.chart.says", words.count(all), words.count(most)),
                words.count(most),
                words.time(begin),
                words.say("feeds.chart.now"));
    }
}
