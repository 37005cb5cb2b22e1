package io.lockward.agent.hardware.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskDesk;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskView;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CompartmentId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page's HTTP, with a desk that a bank would put there. The whole of it with a real bank and a real browser is
/// `KioskIT`'s.
class KioskPageTest {
    private final Counter desk = new Counter();
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private KioskServer server;

    /// The other side of the port: remembers what was asked and answers as it is told.
    private static final class Counter implements KioskDesk {
        private final List<KioskRequest> asked = new ArrayList<>();
        private final List<String> entered = new ArrayList<>();
        private KioskView view = seen(true);
        private Consumer<KioskView> listener = _ -> {};
        private @Nullable KioskAnswer answer = new KioskAnswer.Yes("s-1");

        @Override
        public void enter(@Nullable String session, String text, Consumer<KioskAnswer> told) {
            entered.add(session + " " + text);
            tell(told);
        }

        @Override
        public void ask(KioskRequest request, Consumer<KioskAnswer> told) {
            asked.add(request);
            tell(told);
        }

        private void tell(Consumer<KioskAnswer> told) {
            if (answer != null) {
                told.accept(answer);
            }
        }

        @Override
        public KioskView view() {
            return view;
        }

        @Override
        public void listen(Consumer<KioskView> changed) {
            listener = changed;
        }
    }

    private static KioskView seen(boolean linkUp) {
        return new KioskView(new KioskView.Around(false, linkUp, false, 0, new TreeMap<>(), List.of()), null);
    }

    @BeforeEach
    void open() throws IOException {
        Face face = new Face(new BankId("harbour-7"), "Harbour Street 7", null, List.of("de", "en"));
        server = KioskServer.open(0, new KioskPage(face, desk).routes());
    }

    @AfterEach
    void close() {
        server.close();
        client.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/kiosk/app.js",
                "/kiosk/screens.js",
                "/kiosk/words/fr.js",
                "/kiosk/kiosk.css",
                "/kiosk/setup"
            })
    void serves_the_page_and_lets_it_load_nothing_from_elsewhere(String path) throws Exception {
        HttpResponse<String> answer = send(request(path));
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers()
                .firstValue("Content-Security-Policy")
                .orElse("")
                .startsWith("default-src 'none'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kiosk/", "/kiosk/../config", "/kiosk/words/", "/kiosk/KioskPage.class", "/etc/passwd"})
    void serves_nothing_else(String path) throws Exception {
        assertEquals(404, send(request(path)).statusCode());
    }

    @Test
    void tells_what_there_is_to_see_at_once_to_a_page_that_does_not_know_it() throws Exception {
        String body = send(request("/kiosk/view?known=-1")).body();
        assertTrue(body.startsWith("{\"version\":1,\"view\":{\"around\":{\"onBattery\":false,\"linkUp\":true"), body);
        assertTrue(body.endsWith("\"visitor\":null}}"), body);
    }

    @Test
    void tells_a_waiting_page_when_it_changes() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting =
                client.sendAsync(request("/kiosk/view?known=1").build(), BodyHandlers.ofString());
        desk.listener.accept(seen(false));
        String body = waiting.get().body();
        assertTrue(body.contains("\"version\":2") && body.contains("\"linkUp\":false"), body);
    }

    @Test
    void passes_on_what_is_asked() throws Exception {
        assertEquals(
                "{\"version\":1,\"kind\":\"yes\",\"session\":\"s-1\"}",
                post("/kiosk/enter", "{\"text\":\"1234 5678\"}").body());
        assertEquals(List.of("null 1234 5678"), desk.entered);
        post("/kiosk/ask", "{\"kind\":\"say\",\"session\":\"s-1\",\"word\":\"DID_NOT_OPEN\"}");
        assertEquals(List.of(new KioskRequest.Say("s-1", KioskRequest.Word.DID_NOT_OPEN)), desk.asked);
        post("/kiosk/ask", "{\"kind\":\"calibrate\",\"session\":\"s-1\",\"move\":\"BEGIN\",\"compartment\":\"A07\"}");
        post("/kiosk/ask", "{\"kind\":\"calibrate\",\"session\":\"s-1\",\"move\":\"KEEP\"}");
        assertEquals(
                List.of(
                        new KioskRequest.Calibrate("s-1", KioskRequest.Move.BEGIN, new CompartmentId("A07")),
                        new KioskRequest.Calibrate("s-1", KioskRequest.Move.KEEP, null)),
                desk.asked.subList(1, 3));
    }

    @Test
    void a_no_of_the_bank_is_an_answer() throws Exception {
        desk.answer = new KioskAnswer.No(Why.PAUSED, 240L, null);
        desk.listener.accept(seen(false));
        HttpResponse<String> answer = post("/kiosk/enter", "{\"text\":\"1\"}");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "{\"version\":2,\"kind\":\"no\",\"why\":\"PAUSED\",\"seconds\":240,\"trouble\":null}", answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{\"kind\":\"say\",\"session\":\"s\",\"word\":\"OPEN_ALL\"}",
                "{\"kind\":\"pickup\",\"session\":\"s\",\"parcel\":\"1\"}",
                "{\"kind\":\"deposit\",\"session\":\"s\",\"size\":\"xxl\",\"reachable\":false,\"together\":false}",
                "{\"kind\":\"deposit\",\"session\":\"s\",\"size\":\"s\",\"reachable\":1,\"together\":false}",
                "{\"kind\":\"calibrate\",\"session\":\"s\",\"move\":\"BEGIN\"}",
                "{\"kind\":\"calibrate\",\"session\":\"s\",\"move\":\"KEEP\",\"compartment\":\"A07\"}",
                "{\"kind\":\"calibrate\",\"session\":\"s\",\"move\":\"SKIP\"}",
                "{\"kind\":\"leave\",\"session\":7}",
                "{\"kind\":\"leave\",\"session\":\"s\"}{}",
                "{\"kind\":\"leave\",\"kind\":\"stay\",\"session\":\"s\"}"
            })
    void what_is_no_request_is_turned_away_and_not_passed_on(String body) throws Exception {
        assertEquals(400, post("/kiosk/ask", body).statusCode());
        assertEquals(List.of(), desk.asked);
    }

    @Test
    void says_so_when_the_bank_does_not_answer() throws Exception {
        desk.answer = null;
        assertEquals(
                503,
                post("/kiosk/ask", "{\"kind\":\"leave\",\"session\":\"s\"}").statusCode());
    }

    @Test
    void other_pages_are_not_heard() throws Exception {
        String body = "{\"kind\":\"leave\",\"session\":\"s\"}";
        assertEquals(
                403,
                send(request("/kiosk/ask")
                                .header("Content-Type", "application/json")
                                .header("Origin", "https://elsewhere.example")
                                .POST(BodyPublishers.ofString(body)))
                        .statusCode());
        assertEquals(
                415,
                send(request("/kiosk/ask").header("Content-Type", "text/plain").POST(BodyPublishers.ofString(body)))
                        .statusCode());
        assertEquals(413, post("/kiosk/ask", " ".repeat(3_000) + body).statusCode());
        assertEquals(405, send(request("/kiosk/ask")).statusCode());
        assertEquals(List.of(), desk.asked);
    }

    @Test
    void the_face_offers_languages_the_page_knows() {
        assertThrows(
                IllegalArgumentException.class, () -> new Face(new BankId("harbour-7"), "x", null, List.of("tlh")));
    }

    /// All of the page's state is compared before it is drawn: what changes and is never shown would draw it anew with
    /// every answer.
    @Test
    void readsEverythingThatMakesThePageBeDrawnAnew() throws IOException {
        StringBuilder scripts = new StringBuilder();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("src/main/resources/kiosk"), "*.js")) {
            for (Path script : all) {
                scripts.append(Files.readString(script));
            }
        }
        Matcher state = Pattern.compile("const state = \\{(.*)};").matcher(scripts);
        assertTrue(state.find());
        List<String> keys = Pattern.compile("(\\w+):")
                .matcher(state.group(1))
                .results()
                .map(one -> one.group(1))
                .toList();
        assertTrue(keys.contains("view"), keys.toString());
        List<String> unread = keys.stream()
                .filter(key -> !Pattern.compile("state\\." + key + "\\b(?! =[^=])")
                        .matcher(scripts)
                        .find())
                .toList();
        assertEquals(List.of(), unread);
    }
}
