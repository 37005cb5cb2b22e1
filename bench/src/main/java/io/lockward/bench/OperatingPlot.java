package io.lockward.bench;

import java.util.List;
import java.util.Locale;

/// Draws operating curves as SVG that can be read on light and on dark pages. Pure.
final class OperatingPlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int TOP = 46;
    private static final int RIGHT = 28;
    private static final int BOTTOM = 88;
    private static final double MOST = 20;

    /// A shape each, so that nobody needs to tell colours apart.
    private static final List<String> DASHES = List.of("none", "8 4", "2 4", "10 4 2 4");

    /// @param grams what was put in
    /// @param added share of runs that said so, 0 to 1
    /// @param undecided share that said nothing
    record Spot(double grams, double added, double undecided) {}

    /// @param name of the sensor
    record Curve(String name, List<Spot> spots) {
        Curve {
            spots = List.copyOf(spots);
        }
    }

    private OperatingPlot() {}

    static String svg(List<Curve> curves) {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" role="img" font-family="system-ui, sans-serif" \
            font-size="13">
            <title>Share of simulated openings after which a sensor says that something was put in, by weight</title>
            <style>
            svg { background: #ffffff; color: #1d2733; }
            text { fill: #1d2733; }
            .grid { stroke: #c9d1da; stroke-width: 1; }
            .sheets { stroke: #6b7785; stroke-width: 1; stroke-dasharray: 3 3; }
            polyline { fill: none; }
            .c0, .c1, .c2, .c3 { stroke-width: 2.5; }
            .c0 { stroke: #0b62c4; } .c1 { stroke: #0f7a4d; } .c2 { stroke: #b3501b; } .c3 { stroke: #8a3ab0; }
            @media (prefers-color-scheme: dark) {
            svg { background: #12181f; } text { fill: #e4eaf0; }
            .grid { stroke: #3a4653; } .sheets { stroke: #93a1b0; }
            .c0 { stroke: #6cb2ff; } .c1 { stroke: #5fd6a0; } .c2 { stroke: #ffa26b; } .c3 { stroke: #d79bf3; }
            }
            </style>
            <text x="%3$d" y="20" font-size="15">Says “something was put in”, set to see 9 g (time of flight: 0.2 mm)</text>
            """, WIDTH, HEIGHT, LEFT));
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = y(percent / 100.0);
            line(svg, "grid", LEFT, y, WIDTH - RIGHT, y);
            text(svg, "end", LEFT - 8.0, y + 4, percent + " %");
        }
        for (int grams = 0; grams <= MOST; grams += 5) {
            text(svg, "middle", x(grams), HEIGHT - BOTTOM + 18.0, grams + " g");
        }
        line(svg, "sheets", x(9), TOP, x(9), HEIGHT - BOTTOM);
        text(svg, "start", x(9) + 6, y(0.5) - 6, "two sheets of A4");
        for (int i = 0; i < curves.size(); i++) {
            curve(svg, curves.get(i), i);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void curve(StringBuilder svg, Curve curve, int number) {
        StringBuilder points = new StringBuilder();
        for (Spot spot : curve.spots()) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(spot.grams()), y(spot.added())));
        }
        String style = "class=\"c" + number % 4 + "\" stroke-dasharray=\"" + DASHES.get(number % DASHES.size()) + "\"";
        svg.append("<polyline ")
                .append(style)
                .append(" points=\"")
                .append(points.toString().strip())
                .append("\"/>\n");
        double x = LEFT + number % 2 * 340.0;
        double y = HEIGHT - 44.0 + number / 2 * 22;
        svg.append(String.format(
                Locale.ROOT,
                "<line %s x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x,
                y - 4,
                x + 36,
                y - 4));
        double undecided =
                curve.spots().stream().mapToDouble(Spot::undecided).average().orElse(0);
        text(
                svg,
                "start",
                x + 44,
                y,
                curve.name() + String.format(Locale.ROOT, " (undecided: %.0f %% of all)", 100 * undecided));
    }

    private static double x(double grams) {
        return LEFT + (WIDTH - LEFT - RIGHT) * grams / MOST;
    }

    private static double y(double share) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share;
    }

    private static void line(StringBuilder svg, String kind, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                kind,
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, String anchor, double x, double y, String words) {
        svg.append(String.format(
                Locale.ROOT, "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", anchor, x, y, words));
    }
}
