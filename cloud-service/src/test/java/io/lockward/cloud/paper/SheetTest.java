package io.lockward.cloud.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class SheetTest {
    @Test
    void letters_of_the_languages_we_speak_can_be_read_back() throws IOException {
        String letters = "Grüße, straße ÄÖÜ; façade œuvre àâçéèêëîïôûùüÿ ÀÉŒ «oui»; “quoted” – 12 € Łukasz Žižka Αθήνα";
        String read = read(sheet -> sheet.text(letters)).replaceAll("\\s+", " ").strip();
        assertTrue(read.contains(letters), read);
    }

    @Test
    void what_the_font_lacks_becomes_a_question_mark_and_never_an_exception() throws IOException {
        String read = read(sheet -> sheet.text("parcel \u5305\u88f9 \ud83d\udce6 \u0000 \ud800 end"));
        assertTrue(read.contains("parcel") && read.contains("? end"), read);
    }

    @Test
    void long_texts_go_on_on_the_next_page_and_end_somewhere() throws IOException {
        try (Sheet sheet = new Sheet("long")) {
            sheet.title("A title");
            for (int i = 0; i < 9_000; i++) {
                sheet.point("Line " + i + " " + "x".repeat(i % 400));
            }
            try (PDDocument document = Loader.loadPDF(sheet.bytes())) {
                assertEquals(60, document.getNumberOfPages());
                assertTrue(new PDFTextStripper().getText(document).contains("what follows is in case.json"));
            }
        }
    }

    private interface Drawn {
        void on(Sheet sheet);
    }

    private static String read(Drawn drawn) throws IOException {
        try (Sheet sheet = new Sheet("test")) {
            drawn.on(sheet);
            try (PDDocument document = Loader.loadPDF(sheet.bytes())) {
                return new PDFTextStripper().getText(document);
            }
        }
    }
}
