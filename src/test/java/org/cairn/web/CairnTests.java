package org.cairn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class CairnTests {

    private static final Stone EARNED = new Stone("a", "Preparation", Stone.State.EARNED, 1, "Earned 1 May", false);
    private static final Stone HALF = new Stone("b", "Engagement", Stone.State.PROGRESS, 0.5, "50% done", false);
    private static final Stone OPEN = new Stone("c", "Reflection", Stone.State.OPEN, 0, "Not begun", false);
    private static final Stone CLOSED = new Stone("d", "Achievement", Stone.State.CLOSED, 0, "Out of reach", false);

    @Test
    void fourStatesDifferInShapeAndWord() throws Exception {
        Document svg = parsed(Cairn.large("x", "Way", "Four stones.", List.of(EARNED, HALF, OPEN, CLOSED)));
        List<Element> layers = byClass(svg, "layer");
        assertThat(layers).hasSize(4);
        assertThat(layers.get(0).getAttribute("class")).contains("earned");
        assertThat(layers.get(0).getElementsByTagName("path").getLength()).isEqualTo(1);
        assertThat(layers.get(1).getElementsByTagName("clipPath").getLength()).isEqualTo(1);
        assertThat(layers.get(2).getElementsByTagName("clipPath").getLength()).isZero();
        assertThat(byClass(svg, "strike")).hasSize(1);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("Earned 1 May", "50% done", "Not begun", "Out of reach");
    }

    @Test
    void theDrawingHasANameAndADescription() throws Exception {
        Element svg = parsed(Cairn.large("x", "Way to <b>", "Four & more.", List.of(EARNED)))
                .getDocumentElement();
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("x-t x-d");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Way to <b>");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).isEqualTo("Four & more.");
    }

    @Test
    void theFirstStoneLiesOnTheGroundAndTheLastOnTop() throws Exception {
        Document svg = parsed(Cairn.large("x", "Way", "", List.of(EARNED, OPEN, CLOSED)));
        List<Double> heights = new ArrayList<>();
        for (Element layer : byClass(svg, "layer")) {
            Element text = (Element) layer.getElementsByTagName("text").item(0);
            heights.add(Double.valueOf(text.getAttribute("y")));
        }
        assertThat(heights.get(0)).isGreaterThan(heights.get(1));
        assertThat(heights.get(1)).isGreaterThan(heights.get(2));
    }

    @Test
    void aStoneFillsFromBelowToItsShare() throws Exception {
        assertThat(level(0.25)).isGreaterThan(level(0.5));
        assertThat(level(0.5)).isGreaterThan(level(0.75));
    }

    @Test
    void nothingNeedsAnInlineStyle() {
        String drawn = Cairn.large("x", "Way", "", List.of(EARNED, HALF, OPEN, CLOSED)) + Cairn.symbols();
        assertThat(drawn).doesNotContain("style=").doesNotContain("<style");
    }

    @Test
    void theSameStoneIsAlwaysDrawnAlike() {
        assertThat(Cairn.large("x", "Way", "", List.of(EARNED)))
                .isEqualTo(Cairn.large("x", "Way", "", List.of(EARNED)));
    }

    @Test
    void tinyStonesRefineToTenthsAndAreNamed() throws Exception {
        assertThat(Cairn.tiny(HALF, "50% done")).contains("href=\"#s-5\"").contains("aria-label=\"50% done\"");
        assertThat(Cairn.tiny(EARNED, "Earned")).contains("#s-earned");
        assertThat(Cairn.tiny(CLOSED, "\"><script>")).doesNotContain("<script>");
        Document symbols = parsed(Cairn.symbols());
        assertThat(symbols.getElementsByTagName("symbol").getLength()).isEqualTo(13);
    }

    @Test
    void idsAreUniqueWithinTheDrawing() throws Exception {
        Document svg = parsed(Cairn.large("x", "Way", "", List.of(HALF, HALF, HALF, HALF, HALF, HALF, HALF, HALF)));
        List<String> ids = new ArrayList<>();
        NodeList all = svg.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            String id = ((Element) all.item(i)).getAttribute("id");
            if (!id.isEmpty()) {
                ids.add(id);
            }
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(byClass(svg, "layer")).hasSize(8);
    }

    @Test
    void aTitleTooLongForItsStoneEndsInAnEllipsis() {
        assertThat(Lines.of("A very long title that can never fit on one stone", 12, 2))
                .containsExactly("A very long", "title that…");
        assertThat(Lines.of("Antidisestablishmentarianism", 10, 2)).containsExactly("Antidises…");
        assertThat(Lines.of("Short", 10, 2)).containsExactly("Short");
    }

    @Test
    void whatAllTitlesBeginWithIsNotRepeatedOnEachStone() {
        assertThat(Lines.shared(List.of("Teams: One", "Teams: Two"))).isEqualTo("Teams: ".length());
        assertThat(Lines.shared(List.of("Teams: One", "Other"))).isZero();
        assertThat(Lines.shared(List.of("Teams: One"))).isZero();
    }

    private static double level(double share) throws Exception {
        Stone stone = new Stone("b", "B", Stone.State.PROGRESS, share, "", false);
        Document svg = parsed(Cairn.large("x", "Way", "", List.of(stone)));
        return Double.parseDouble(((Element) svg.getElementsByTagName("rect").item(0)).getAttribute("y"));
    }

    private static List<Element> byClass(Document svg, String name) {
        List<Element> found = new ArrayList<>();
        NodeList all = svg.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (List.of(element.getAttribute("class").split(" ")).contains(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
