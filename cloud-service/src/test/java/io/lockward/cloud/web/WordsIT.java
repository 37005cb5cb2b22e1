package io.lockward.cloud.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.cloud.web.Chromium.Look;
import io.lockward.cloud.web.Chromium.Tab;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.wire.EntryTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pure modules of the dashboard: what a fact is called in words. They run where they live, in the browser.
class WordsIT {
    private static Chromium chromium;
    private static CannedCloud cloud;
    private static Tab tab;

    @BeforeAll
    static void openPage() throws IOException {
        chromium = new Chromium();
        cloud = new CannedCloud(InstantSource.system(), 0);
        tab = chromium.open(Look.DESKTOP);
        tab.page().navigate(cloud.address("/sign-in"));
    }

    @AfterAll
    static void closePage() {
        tab.close();
        cloud.close();
        chromium.close();
    }

    private static Object say(String module, String expression) {
        return tab.page()
                .evaluate("async () => { const words = await import('/js/words/%s.js'); return words.%s; }"
                        .formatted(module, expression));
    }

    @Test
    void every_entry_type_of_the_protocol_has_a_sentence() {
        List<String> unknown = EntryTypes.all().keySet().stream()
                .filter(type -> !Boolean.TRUE.equals(say("entries", "isKnown('%s')".formatted(type))))
                .toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void every_refusal_of_the_protocol_has_words() {
        List<String> bare = Stream.of(Refusal.values())
                .map(refusal -> refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .filter(code ->
                        say("entries", "reasonWords('%s')".formatted(code)).equals(code.replace('-', ' ')))
                .toList();
        assertEquals(List.of(), bare);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {type:'door.opened',compartment:'A07'}                                       | A07 opened
        {type:'door.closed',compartment:'A07',openMillis:14200}                      | A07 closed after 14.2 s
        {type:'lock.pulsed',compartment:'A07',why:'deposit'}                         | The lock of A07 was pulsed for a deposit
        {type:'power.lost',ups:{status:'OB',runtimeSeconds:2280}}                    | Mains lost, running on battery, about 38 min left
        {type:'power.lost',ups:{status:'OB',runtimeSeconds:null}}                    | Mains lost, running on battery
        {type:'power.restored',ups:{},outageMillis:246000}                           | Mains is back, it was gone for 4 min
        {type:'command.refused',reason:'wrong-boot'}                                 | A command was refused: the controller has restarted since it was asked
        {type:'command.received',act:'ana',why:'Stuck',cmd:{kind:'reboot',level:'kiosk'}} | ana asked to restart the kiosk: “Stuck”
        {type:'condition.raised',kind:'forced-entry',subject:'A07'}                  | A07: forced entry: the door opened and nothing had unlocked it
        {type:'condition.cleared',kind:'disk-nearly-full',subject:'disk'}            | Over: the disk is nearly full
        {type:'journal.gap',from:10,to:14,dropped:{'clip.recorded':5}}               | The journal was full and dropped 5 entries: 5 clip.recorded
        {type:'agent.started',cause:'reboot',expected:true,downtimeMillis:42000}     | The agent started after a reboot, away for 42 s
        """)
    void entries_read_as_sentences(String entry, String sentence) {
        assertEquals(sentence, say("entries", "sentenceOf(%s).text".formatted(entry)));
    }

    @Test
    void an_entry_of_another_day_is_shown_by_its_name() {
        assertTrue(say("entries", "sentenceOf({type:'drone.landed'}).text")
                .toString()
                .startsWith("Drone landed"));
        assertEquals("other", say("entries", "sentenceOf({type:'constructor'}).group"));
    }

    @ParameterizedTest
    @CsvSource({
        "time,span(999),0 s",
        "time,span(59999),59 s",
        "time,span(60000),1 min",
        "time,span(12000000),3 h 20 min",
        "time,span(90000000),25 h",
        "time,span(600000000),6 d",
        "time,lap(840),840 ms",
        "time,lap(1240),1.2 s",
        "power,left(30),less than a minute left",
        "power,left(2280),about 38 min left",
        "power,left(null),time left not known",
        "power,powerWords(null).label,Never reported",
        "power,powerWords({state:'unknown'}).label,Power unknown",
        "time,clockOffset(-120),right within a second",
        "time,clockOffset(90000),1 min fast",
        "time,clockOffset(null),not measured"
    })
    void figures_read_as_words(String module, String expression, String words) {
        assertEquals(words, say(module, expression));
    }

    @Test
    void the_fleet_fits_in_one_sentence() {
        assertEquals(
                "1 bank needs a person; 2 are healing.",
                say("fleet", "fleetSentence({banks:9,needPerson:1,healing:2})"));
        assertEquals(
                "All 5,000 banks are well. Nothing needs you.",
                say("fleet", "fleetSentence({banks:5000,needPerson:0,healing:0})"));
        assertEquals("No bank has joined yet.", say("fleet", "fleetSentence({banks:0,needPerson:0,healing:0})"));
    }

    @Test
    void a_command_that_ended_elsewhere_shows_no_stage_it_never_reached() {
        Object states = say(
                "commands",
                "stagesOf({state:'expired',steps:[{state:'queued',at:'2026-01-01T00:00:00Z'},{state:'sent',at:'2026-01-01T00:00:01Z'},{state:'expired',at:'2026-01-01T00:00:30Z'}]}).map(s => s.state)");
        assertEquals(List.of("queued", "sent", "expired"), states);
    }

    @Test
    void the_library_version_is_the_one_on_the_class_path() throws IOException {
        try (InputStream in = WordsIT.class.getResourceAsStream("/META-INF/resources/js/lit.js")) {
            assertTrue(in != null, "js/lit.js is there");
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String path =
                    text.substring(text.indexOf("/_static/"), text.indexOf("lit-html.js'") + "lit-html.js".length());
            assertTrue(WordsIT.class.getResource("/META-INF/resources" + path) != null, path + " is served by the jar");
        }
    }
}
