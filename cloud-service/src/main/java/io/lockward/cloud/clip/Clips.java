package io.lockward.cloud.clip;

import io.lockward.cloud.access.Access;
import io.lockward.cloud.access.Audited;
import io.lockward.cloud.access.Person;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.footage.Content;
import io.lockward.cloud.footage.Footage;
import io.lockward.fleet.clip.ClipKey;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ClipName;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Clips, and the only way to their pictures: through an open case, with a reason, on record before the first byte.
/// Every method may be called from any thread.
@Singleton
public final class Clips {
    /// How long a look lasts: long enough to watch a clip a few times, too short to hand its address on.
    static final Duration LOOK = Duration.ofMinutes(10);

    private static final int MOST = 1_000;

    /// Why there is nothing to see.
    public enum Refusal {
        /// Their role never sees footage.
        NOT_ALLOWED,
        /// There is no such case, or none that this person may know of.
        NO_SUCH_CASE,
        /// It was not opened yet, was declined, or is closed.
        CASE_NOT_OPEN,
        /// The case is about something else.
        NOT_COVERED,
        /// Nothing was opened under this name.
        NO_SUCH_LOOK,
        /// It was somebody else, or in another session.
        OTHER_SESSION,
        /// It was too long ago; it may be opened again, with a reason.
        EXPIRED,
        /// It has not come yet, was lost, or was deleted.
        NO_FOOTAGE
    }

    /// What opening gives.
    public sealed interface Opened {
        /// It is on record, and may be read until it ends.
        record Shown(Look look, ClipView clip) implements Opened {}

        record Refused(Refusal why) implements Opened {}
    }

    /// What reading gives.
    public sealed interface Reading {
        /// The pictures.
        ///
        /// @param bytes how many there are, from 1
        record Ready(Look look, ClipView clip, long bytes, Footage footage, Content content) implements Reading {
            /// A part of them; decrypts no more than that.
            ///
            /// @param from the first byte, from 0
            /// @param length how many, within `bytes`
            public InputStream open(long from, long length) {
                return footage.open(content, from, length);
            }
        }

        record Refused(Refusal why) implements Reading {}
    }

    private final ClipReadStore reads;
    private final LookStore looks;
    private final RetentionStore holds;
    private final CaseGate gate;
    private final Footage footage;
    private final Access access;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final MeterRegistry meters;

    Clips(
            ClipReadStore reads,
            LookStore looks,
            RetentionStore holds,
            CaseGate gate,
            Footage footage,
            Access access,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry meters) {
        this.reads = reads;
        this.looks = looks;
        this.holds = holds;
        this.gate = gate;
        this.footage = footage;
        this.access = access;
        this.clock = clock;
        this.random = random;
        this.meters = meters;
    }

    /// A bank's clips that touch a span, oldest first, at most 1,000; also those that were lost. The span is by the
    /// controller's clock, which may be wrong: [#around] is not.
    ///
    /// @param compartment only what may show it; `null` for all
    public List<ClipView> within(BankId bank, Instant from, Instant to, @Nullable CompartmentId compartment) {
        return reads.within(bank, from, to, compartment, MOST);
    }

    /// A bank's clips that belong to any of these entries, at most 1,000; also those that were lost.
    public List<ClipView> around(BankId bank, JournalId journal, long first, long last) {
        return reads.around(bank, journal, first, last, MOST);
    }

    /// What is known of a clip; `null` when it is nothing.
    public @Nullable ClipView find(ClipKey clip) {
        return reads.find(clip);
    }

    /// Opens a clip of a case. On record when this returns, before anything is read.
    ///
    /// @param clip as its bank calls it
    /// @param why in the person's own words, 1 to 256 characters on one line
    public Opened open(UUID caseId, String clip, Person person, String why, Look.What what) {
        if (!person.has(Role.SUPPORT_ROLE)) {
            return new Opened.Refused(Refusal.NOT_ALLOWED);
        }
        return switch (ask(caseId, clip, person)) {
            case CaseGate.Answer.Shut(CaseGate.Why reason) -> new Opened.Refused(refusal(reason));
            case CaseGate.Answer.Open(BankId bank, String site, String kind) -> {
                ClipView view = reads.find(new ClipKey(bank, clip));
                if (view == null || !view.state().equals("stored")) {
                    yield new Opened.Refused(Refusal.NO_FOOTAGE);
                }
                Instant now = clock.instant();
                Look look = new Look(
                        new UUID(random.nextLong(), random.nextLong()),
                        now,
                        now.plus(LOOK),
                        person.name(),
                        person.role(),
                        caseId,
                        kind,
                        site,
                        new ClipKey(bank, clip),
                        what,
                        why);
                access.audit(new Audited(
                        person.name(), "clip." + what.word(), bank.value(), clip, "case " + caseId + ": " + why));
                looks.add(look, person.session());
                meters.counter("lockward.clip.looks", "what", what.word()).increment();
                yield new Opened.Shown(look, view);
            }
        };
    }

    /// Goes on with a look: the same person, in the same session, while the case is open and the look lasts.
    public Reading read(UUID look, UUID caseId, String clip, Person person) {
        LookStore.Kept kept = looks.find(look);
        if (kept == null
                || !kept.look().caseId().equals(caseId)
                || !kept.look().clip().clip().equals(clip)) {
            return new Reading.Refused(Refusal.NO_SUCH_LOOK);
        }
        if (!person.has(Role.SUPPORT_ROLE)) {
            return new Reading.Refused(Refusal.NOT_ALLOWED);
        }
        if (!kept.look().person().equals(person.name()) || !kept.session().equals(person.session())) {
            return new Reading.Refused(Refusal.OTHER_SESSION);
        }
        if (!clock.instant().isBefore(kept.look().until())) {
            return new Reading.Refused(Refusal.EXPIRED);
        }
        return switch (ask(caseId, clip, person)) {
            case CaseGate.Answer.Shut(CaseGate.Why reason) -> new Reading.Refused(refusal(reason));
            case CaseGate.Answer.Open(BankId bank, String _, String _) -> ready(kept.look(), bank);
        };
    }

    private Reading ready(Look look, BankId bank) {
        ClipView view = reads.find(look.clip());
        Content content = footage.content(look.clip());
        if (view == null || content == null || !bank.equals(look.clip().bank())) {
            return new Reading.Refused(Refusal.NO_FOOTAGE);
        }
        return content.whole() && !content.removed()
                ? new Reading.Ready(look, view, content.received(), footage, content)
                : new Reading.Refused(Refusal.NO_FOOTAGE);
    }

    private CaseGate.Answer ask(UUID caseId, String clip, Person person) {
        return ClipName.isValid(clip)
                ? gate.ask(caseId, clip, person)
                : new CaseGate.Answer.Shut(CaseGate.Why.NOT_COVERED);
    }

    private static Refusal refusal(CaseGate.Why why) {
        return switch (why) {
            case NO_SUCH_CASE -> Refusal.NO_SUCH_CASE;
            case NOT_OPEN -> Refusal.CASE_NOT_OPEN;
            case NOT_COVERED -> Refusal.NOT_COVERED;
        };
    }

    /// Who looked at what in a case, oldest first.
    public List<Look> looks(UUID caseId) {
        return looks.ofCase(caseId);
    }

    /// Keeps clips from being deleted while a case holds them. Doing it again holds what is new.
    ///
    /// @return those that cannot be held: deleted already, or never heard of
    public List<ClipKey> hold(UUID caseId, Collection<ClipKey> clips, String by) {
        Instant now = clock.instant();
        return clips.stream().filter(clip -> !holds.hold(caseId, clip, by, now)).toList();
    }

    /// The cases that hold any clip.
    public List<UUID> holders() {
        return holds.holders();
    }

    /// Lets go of all that a case holds; what is due by then goes.
    public void release(UUID caseId) {
        holds.release(caseId);
    }
}
