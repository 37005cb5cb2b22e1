package io.lockward.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.BankSetup;
import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.clip.Place;
import io.lockward.agent.hardware.Cameras;
import io.lockward.agent.upload.ClipUploads;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class FootageDeskTest {
    private static final CompartmentId A01 = new CompartmentId("A01");
    private static final BootId BOOT = BootId.parse("6f9619ff-8b86-4011-b42d-00c04fc964ff");

    private final List<Input> inputs = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final Shelf shelf = new Shelf();
    private final Lens lens = new Lens();
    private BankMemory memory = BankMemory.EMPTY;
    private long seq;

    /// What the uploader is asked for.
    private static final class Shelf implements ClipUploads {
        private List<String> wanted = List.of();
        private Consumer<Ended> ended = _ -> {};

        @Override
        public void listen(Consumer<Ended> listener) {
            ended = listener;
        }

        @Override
        public void want(List<Wanted> clips) {
            wanted = clips.stream().map(Wanted::clip).toList();
        }

        @Override
        public void close() {}
    }

    /// What the cameras are asked for.
    private static final class Lens implements Cameras {
        private Set<String> kept = Set.of();
        private boolean tight;
        private Optional<String> fault = Optional.empty();

        @Override
        public void start(long epoch, long boot) {}

        @Override
        public Map<String, Optional<String>> look() {
            return Map.of("left", fault);
        }

        @Override
        public void cut(Cut cut, Consumer<CutResult> answer) {
            answer.accept(new CutResult.Failed("the camera gave no pictures"));
        }

        @Override
        public void keep(Set<String> clips) {
            kept = new TreeSet<>(clips);
        }

        @Override
        public Path file(String clip) {
            return Path.of("/footage", clip + ".mp4");
        }

        @Override
        public boolean isTight() {
            return tight;
        }

        @Override
        public void close() {}
    }

    private BankState then(Entry entry) {
        seq++;
        memory = memory.then(new Place(5, seq), new Stamp(Instant.EPOCH, 1, seq * 1_000), entry);
        return BankState.of(BankSetup.of(new BankId("harbour-7"), Set.of(A01)), memory);
    }

    private BankState recorded(String clip) {
        return then(new ClipEntry.Recorded(
                clip, "left", "0".repeat(64), 100L, null, null, 1L, 0L, 30L, null, null, 2L, 2L, A01, 0L, null));
    }

    private FootageDesk desk() {
        BankState first = then(
                new AgentEntry.Started(AgentEntry.Cause.POWER_ON, false, BOOT, null, null, "1.0", List.of("left")));
        return new FootageDesk(lens, shelf, first, inputs::add, acknowledged::get);
    }

    @Test
    void aClipIsUploadedAfterTheCloudHasItsEntryAndKeptUntilTheCloudFoundItsHashRight() {
        try (FootageDesk desk = desk()) {
            desk.look(recorded("c-5-2-left"));
            desk.look(recorded("c-5-3-left"));
            acknowledged.set(seq - 2);
            desk.turn();
            assertEquals(List.of(), shelf.wanted, "their entries are not with the cloud yet");
            assertEquals(Set.of("c-5-2-left", "c-5-3-left"), lens.kept);
            acknowledged.set(seq - 1);
            desk.turn();
            assertEquals(List.of("c-5-2-left"), shelf.wanted);
            shelf.ended.accept(new ClipUploads.Ended.Stored("c-5-2-left"));
            assertEquals(new Input.ClipUploaded("c-5-2-left"), inputs.getLast());
            desk.turn();
            assertEquals(Set.of("c-5-2-left", "c-5-3-left"), lens.kept, "until the journal says so");
            desk.look(then(new ClipEntry.Uploaded("c-5-2-left")));
            acknowledged.set(seq);
            desk.turn();
            assertEquals(Set.of("c-5-3-left"), lens.kept);
            assertEquals(List.of("c-5-3-left"), shelf.wanted);
        }
    }

    @Test
    void whatIsWantedIsKeptWhileItIsCut() {
        try (FootageDesk desk = desk()) {
            desk.look(then(new DoorEntry.Jammed(A01, null)));
            desk.turn();
            assertEquals(Set.of("c-5-2-left"), lens.kept);
            desk.cut(new Cut("c-5-2-left", "left", 2, 1, 0, 30_000));
            assertEquals(new Input.ClipMissed("c-5-2-left", 2, "the camera gave no pictures"), inputs.getLast());
        }
    }

    @Test
    void aFullDiskAndACameraWithoutPicturesReachTheBank() {
        try (FootageDesk desk = desk()) {
            desk.turn();
            assertEquals(List.of(new Input.CameraRead("left", null)), inputs);
            lens.tight = true;
            lens.fault = Optional.of("no pictures came for 10 s");
            desk.turn();
            assertEquals(
                    List.of(new Input.CameraRead("left", "no pictures came for 10 s"), new Input.ClipsTight()),
                    inputs.subList(1, inputs.size()));
            shelf.ended.accept(new ClipUploads.Ended.Gone("c-1", "its file is damaged"));
            assertEquals(new Input.ClipGone("c-1", "its file is damaged"), inputs.getLast());
        }
    }
}
