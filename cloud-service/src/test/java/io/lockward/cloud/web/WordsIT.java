package io.lockward.cloud.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.lockward.cloud.web.Chromium.Look;
import io.lockward.cloud.web.Chromium.Tab;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.wire.EntryTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void every_kind_of_command_has_a_name_a_question_and_somebody_who_may() {
        List<String> kinds = Stream.of(
                        Command.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .toList();
        assertEquals(
                List.of(),
                kinds.stream()
                        .filter(kind -> !Boolean.TRUE.equals(say(
                                "actions", "actions['%1$s'].question({kind:'%1$s'}).endsWith('?')".formatted(kind))))
                        .toList());
        assertEquals(
                List.of(),
                kinds.stream()
                        .filter(kind -> say("states", "commandName({kind:'%s'})".formatted(kind))
                                .equals(kind))
                        .toList());
    }

    @Test
    void a_setting_from_afar_has_the_bounds_of_the_agent() throws IOException {
        String reference = Files.readString(Path.of("..", "docs", "reference", "agent-config.md"));
        int settings = ((Number) say("settings", "settings.length")).intValue();
        assertTrue(settings > 0);
        for (int index = 0; index < settings; index++) {
            String setting = "settings[%d]".formatted(index);
            String row = "| `%s` | %s to %s %s | `%s` |"
                    .formatted(
                            say("settings", setting + ".key"),
                            say("settings", setting + ".least"),
                            say("settings", setting + ".most"),
                            say("settings", setting + ".unit"),
                            say("settings", setting + ".usual"));
            assertTrue(reference.contains(row), row);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        approvals | waitingWords({state:'queued',deadlineAt:'2026-01-01T00:07:30Z'}, Date.parse('2026-01-01T00:00:00Z')) | 7 min left
        approvals | approvalProblem('x.y', {id:'1'}) | This is not an approval: one is a single line of three parts with full stops between. Copy the whole line.
        keys      | keyWords({from:'2026-01-01T00:00:00Z',to:'2026-02-01T00:00:00Z'}, Date.parse('2026-01-28T00:00:00Z')).label | Ends in 4 d
        keys      | keyWords({from:'2026-01-01T00:00:00Z',to:'2026-02-01T00:00:00Z'}, Date.parse('2026-03-01T00:00:00Z')).label | Ended 28 d ago
        keys      | identityWords({fingerprint:'x',proven:false,heardAt:'2026-01-01T00:00:00Z'}).label | Not proven
        keys      | identityWords({fingerprint:null,proven:false,heardAt:null}).label | No key registered
        keys      | setWords({version:6,current:false,problem:'no'}, 7).label | Has 6, did not take 7
        settings  | misfit({least:1,most:60,unit:'s'}, '61').startsWith('A whole number from 1 to 60') | true
        settings  | misfit({least:1,most:60,unit:'s'}, '') === '' | true
        bundle    | sectionsOf({facts:{'drone.height':'7'},at:null,receivedAt:null})[0].facts[0].words | drone.height
        bundle    | sectionsOf({facts:{'link.refused':'{WRONG_BOOT=2}'},at:null,receivedAt:null})[0].facts[0].value | 2 because the controller has restarted since it was asked
        bundle    | sectionsOf({facts:{'link.refused':'{}'},at:null,receivedAt:null})[0].facts[0].value | none
        bundle    | sectionsOf({facts:{'journal.recovered':'Recovered[made=false, afterLoss=false, newBoot=true, tornBytes=12, damagedEntries=0, chainBreaks=0, skippedSnapshots=0]'},at:null,receivedAt:null})[0].facts[0].value | 12 half-written bytes were cut away, as after a power cut
        bundle    | sectionsOf({facts:{'network.eth0':'up [192.0.2.2/24, fe80:0:0:0:1:2:3:4%eth0/64]'},at:null,receivedAt:null})[0].facts[0].value | up: 192.0.2.2/24, fe80:0:0:0:1:2:3:4/64
        bundle    | sectionsOf({facts:{'disk.usable-bytes':'8482560410'},at:null,receivedAt:null})[0].facts[0].value | 7.9 GiB
        """)
    void orders_keys_and_bundles_read_as_words(String module, String expression, String words) {
        assertEquals(words, String.valueOf(say(module, expression)));
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
        {type:'condition.raised',kind:'lock-not-engaged',subject:'A07'}              | A07: the door is closed, and its lock does not hold it
        {type:'condition.raised',kind:'camera-fault',subject:'left'}                 | left: a camera gives no pictures
        {type:'condition.raised',kind:'sensor-ill',subject:'A07/load-cell'}          | A07/load-cell: an occupancy sensor is ill
        {type:'condition.raised',kind:'compartment-blind',subject:'A07'}             | A07: none of its occupancy sensors is well
        {type:'clip.recorded',clip:'c-1',camera:'left',because:'pickup',compartment:'A07',gapMillis:0} | Camera left filmed a pickup at A07
        {type:'clip.recorded',clip:'c-1',camera:'left'}                              | Camera left filmed a clip
        {type:'clip.lost',clip:'c-1',reason:'the camera gave no pictures',because:'forced-entry',compartment:'A07'} | There is no clip of a forced entry at A07: the camera gave no pictures
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
