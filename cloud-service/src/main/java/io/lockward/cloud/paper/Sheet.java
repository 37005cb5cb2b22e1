package io.lockward.cloud.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/// A plain document of A4 pages: a title, headings, paragraphs, points, and the page's number. Text may come from
/// anybody: it is drawn as it is, and letters that the font lacks become a question mark. The font, Liberation
/// Sans, comes with PDFBox and is embedded, as far as it is used. For one thread.
public final class Sheet implements AutoCloseable {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final float MARGIN = 56;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final float TEXT = 10;
    private static final float HEADING = 13;
    private static final float TITLE = 17;
    private static final float LINE = 1.4f;
    private static final float INDENT = 14;
    /// A case that says more is cut here, and the report says so.
    private static final int MOST_PAGES = 60;

    private final PDDocument document = new PDDocument();
    private final PDFont font;
    private @Nullable PDPageContentStream page;
    private float y;
    private boolean full;

    public Sheet(String title) {
        document.getDocumentInformation().setTitle(title);
        try (InputStream in = Sheet.class.getResourceAsStream(FONT)) {
            if (in == null) {
                throw new IllegalStateException("PDFBox comes without " + FONT);
            }
            font = PDType0Font.load(document, in);
        } catch (IOException e) {
            throw new UncheckedIOException("the font cannot be read", e);
        }
    }

    /// The document's own.
    public void title(String text) {
        block(text, TITLE, 0, 0, TITLE);
    }

    /// Of what follows.
    public void heading(String text) {
        block(text, HEADING, 0, HEADING, 2);
    }

    /// A paragraph.
    public void text(String text) {
        block(text, TEXT, 0, 0, 4);
    }

    /// A line with a dot before it.
    public void point(String text) {
        block("\u2022 " + text, TEXT, INDENT, 0, 2);
    }

    private void block(String text, float size, float indent, float above, float below) {
        try {
            y -= above;
            for (String line : wrapped(drawable(text), size, WIDTH - indent)) {
                line(line, size, indent);
            }
            y -= below;
        } catch (IOException e) {
            throw new UncheckedIOException("a page cannot be drawn in memory", e);
        }
    }

    private void line(String text, float size, float indent) throws IOException {
        if (page == null || y - size * LINE < MARGIN) {
            turn();
        }
        if (page == null || full) {
            return;
        }
        y -= size * LINE;
        draw(page, text, size, MARGIN + indent, y);
    }

    private void turn() throws IOException {
        if (document.getNumberOfPages() == MOST_PAGES) {
            full = true;
            return;
        }
        if (page != null) {
            page.close();
        }
        PDPage fresh = new PDPage(PDRectangle.A4);
        document.addPage(fresh);
        page = new PDPageContentStream(document, fresh);
        y = PDRectangle.A4.getHeight() - MARGIN;
        boolean last = document.getNumberOfPages() == MOST_PAGES;
        String number = "Page " + document.getNumberOfPages() + (last ? "; what follows is in case.json" : "");
        draw(page, number, TEXT - 2, MARGIN, MARGIN / 2);
    }

    private void draw(PDPageContentStream to, String text, float size, float x, float height) throws IOException {
        to.beginText();
        to.setFont(font, size);
        to.newLineAtOffset(x, height);
        to.showText(text);
        to.endText();
    }

    /// Letters the font has, on one line.
    private String drawable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(letter -> {
            if (Character.isWhitespace(letter)) {
                out.append(' ');
            } else if (has(letter)) {
                out.appendCodePoint(letter);
            } else {
                out.append('?');
            }
        });
        return out.toString().strip();
    }

    private boolean has(int letter) {
        try {
            font.encode(Character.toString(letter));
            return !Character.isISOControl(letter);
        } catch (IOException | IllegalArgumentException _) {
            return false;
        }
    }

    private List<String> wrapped(String text, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            for (String piece : pieces(word, size, width)) {
                String longer = line.isEmpty() ? piece : line + " " + piece;
                if (wide(longer, size) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                    line.append(piece);
                } else {
                    line.setLength(0);
                    line.append(longer);
                }
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /// A word that is wider than the page goes in pieces.
    private List<String> pieces(String word, float size, float width) throws IOException {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int letter : word.codePoints().toArray()) {
            String longer = piece + Character.toString(letter);
            if (wide(longer, size) > width && !piece.isEmpty()) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.appendCodePoint(letter);
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private float wide(String text, float size) throws IOException {
        return font.getStringWidth(text) / 1000 * size;
    }

    /// The finished document.
    public byte[] bytes() {
        try {
            if (page == null) {
                turn();
            }
            if (page != null) {
                page.close();
                page = null;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a document cannot be written in memory", e);
        }
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a document in memory cannot be closed", e);
        }
    }
}
