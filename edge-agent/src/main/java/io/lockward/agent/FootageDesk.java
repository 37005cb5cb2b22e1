package io.lockward.agent;

import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.clip.Clips;
import io.lockward.agent.bank.clip.Cut;
import io.lockward.agent.bank.clip.Kept;
import io.lockward.agent.bank.clip.Want;
import io.lockward.agent.hardware.Cameras;
import io.lockward.agent.hardware.Cameras.CutResult;
import io.lockward.agent.upload.ClipUploads;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Where the bank, its cameras and the cloud's shelf meet: passes on what the bank decided, and tells it what
/// came of it.
///
/// Thread rule: [#look] and [#cut] on the bank's own thread; [#turn] on the thread of the rounds.
final class FootageDesk implements AutoCloseable {
    private final Cameras cameras;
    private final ClipUploads uploads;
    private final Consumer<Input> inputs;
    private final LongSupplier acknowledged;
    private volatile Clips newest;

    /// @param acknowledged up to which entry the cloud has the journal: a clip goes after its entry
    FootageDesk(
            Cameras cameras, ClipUploads uploads, BankState first, Consumer<Input> inputs, LongSupplier acknowledged) {
        this.cameras = cameras;
        this.uploads = uploads;
        this.inputs = inputs;
        this.acknowledged = acknowledged;
        this.newest = first.memory().clips();
        uploads.listen(this::ended);
    }

    void cut(Cut cut) {
        cameras.cut(
                cut,
                result -> inputs.accept(
                        switch (result) {
                            case CutResult.Done done -> new Input.ClipCut(cut.clip(), cut.last(), done.footage());
                            case CutResult.Failed failed ->
                                new Input.ClipMissed(cut.clip(), cut.last(), failed.reason());
                        }));
    }

    /// After each cycle in which something was decided.
    void look(BankState state) {
        newest = state.memory().clips();
    }

    /// Every few seconds.
    void turn() {
        Clips clips = newest;
        cameras.look().forEach((camera, fault) -> inputs.accept(new Input.CameraRead(camera, fault.orElse(null))));
        Set<String> names = new HashSet<>();
        clips.wants().stream().map(Want::clip).forEach(names::add);
        clips.kept().stream().map(Kept::clip).forEach(names::add);
        cameras.keep(names);
        if (cameras.isTight()) {
            inputs.accept(new Input.ClipsTight());
        }
        long upTo = acknowledged.getAsLong();
        List<ClipUploads.Wanted> wanted = clips.kept().stream()
                .filter(kept -> kept.seq() <= upTo)
                .map(kept ->
                        new ClipUploads.Wanted(kept.clip(), kept.sha256(), kept.bytes(), cameras.file(kept.clip())))
                .toList();
        uploads.want(wanted);
    }

    /// The cameras are the hardware's to close.
    @Override
    public void close() {
        uploads.close();
    }

    private void ended(ClipUploads.Ended ended) {
        inputs.accept(
                switch (ended) {
                    case ClipUploads.Ended.Stored stored -> new Input.ClipUploaded(stored.clip());
                    case ClipUploads.Ended.Gone gone -> new Input.ClipGone(gone.clip(), gone.reason());
                });
    }
}
