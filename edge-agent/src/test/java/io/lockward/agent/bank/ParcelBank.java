package io.lockward.agent.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.agent.TestKeys;
import io.lockward.agent.bank.parcel.Books;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskView;
import io.lockward.agent.bank.parcel.Movement;
import io.lockward.agent.bank.parcel.Parcel;
import io.lockward.agent.bank.parcel.ParcelSetup;
import io.lockward.agent.bank.sensing.Sample;
import io.lockward.agent.bank.sensing.SensingSetup;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.Tuning;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A bank with a screen, doors that spring open when their lock is driven, and a scale in each compartment.
/// Time passes in steps of 100 ms; what the bank says is kept as short words.
final class ParcelBank {
    static final Instant WALL = Instant.parse("2026-11-20T17:00:00Z");
    static final String BADGE = "badge-0815";

    /// What was written, when, and what the world was like at that moment.
    record Written(Stamp stamp, Entry entry, Map<CompartmentId, Double> grams, Set<CompartmentId> open) {}

    private record Later(long up, int order, Runnable what) {}

    final List<Written> journal = new ArrayList<>();
    final List<PulseCause> pulses = new ArrayList<>();
    final Map<CompartmentId, Double> grams = new TreeMap<>();
    final Set<CompartmentId> open = new HashSet<>();
    final Set<CompartmentId> jammed = new HashSet<>();
    final Set<CompartmentId> silent = new HashSet<>();
    final Set<CompartmentId> blind = new HashSet<>();
    /// What a second sensor says where there is one, in its own unit.
    final Map<CompartmentId, Double> ranges = new TreeMap<>();
    private final Map<String, KioskAnswer> answers = new TreeMap<>();
    private final List<String> said = new ArrayList<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>((one, other) ->
            one.up() != other.up() ? Long.compare(one.up(), other.up()) : Integer.compare(one.order(), other.order()));
    BankSecret secret = TestKeys.SECRET;
    boolean makesNoCodes;
    String supply = "OL";
    boolean screenHangs;
    BankState state;
    BankMemory folded = BankMemory.EMPTY;
    long up = 1_000;
    long boot = 1;
    private long wallOffset;
    private int fresh;
    private int order;
    private long ticketVersion;

    private ParcelBank(BankSetup setup) {
        this.state = BankState.of(setup, BankMemory.EMPTY);
        setup.compartments().forEach(compartment -> grams.put(compartment, 0.0));
    }

    /// A started bank with a scale in each compartment, and tickets for a courier and two recipients.
    static ParcelBank with(String... compartments) {
        return of(setup(true, compartments));
    }

    static ParcelBank withoutSensors(String... compartments) {
        return of(setup(false, compartments));
    }

    static ParcelBank of(BankSetup setup) {
        ParcelBank bank = new ParcelBank(setup);
        bank.start();
        bank.pass(20);
        bank.tickets(
                0,
                ParcelWords.courier("dhl", BADGE, true),
                new Ticket.Recipient("r4b", "4B", "A. M.", false),
                new Ticket.Recipient("r5c", "5C", "B. N.", false));
        bank.forget();
        return bank;
    }

    /// `A01:L` is a large compartment, `A01:s!` a small one out of reach.
    static BankSetup setup(boolean sensed, String... compartments) {
        Map<CompartmentId, ParcelSetup.Box> boxes = new TreeMap<>();
        Map<CompartmentId, SensingSetup> sensing = new TreeMap<>();
        Tuning scale = new Tuning(9, 1, 0.6, 0.4, 0.03, 1e-6, 1e-6, -5_000, 50_000, 100, 0, 0.0);
        for (String text : compartments) {
            CompartmentId compartment = new CompartmentId(text.substring(0, 3));
            Size size = text.contains(":L") ? Size.LARGE : text.contains(":s") ? Size.SMALL : Size.MEDIUM;
            boxes.put(compartment, new ParcelSetup.Box(size, !text.endsWith("!")));
            if (sensed) {
                sensing.put(compartment, SensingSetup.of(Map.of(SensorChannel.LOAD_CELL, scale)));
            }
        }
        return BankSetup.of(Scenario.BANK, boxes.keySet())
                .withParcels(ParcelSetup.of(boxes))
                .withSensing(new TreeMap<>(sensing));
    }

    static CompartmentId id(String compartment) {
        return new CompartmentId(compartment);
    }

    static ParcelId parcel(int number) {
        return new ParcelId(new UUID(0x7000L | ((long) number << 16), 0x8000_0000_0000_0000L));
    }

    // --- time and world

    void start() {
        later.clear();
        decide(new Input.Started("1.0", false));
        decide(new Input.SecretHeld(PickupCode.mark(secret)));
        readDoors();
        readDoors();
    }

    ParcelBank pass(double seconds) {
        for (long end = up + Math.round(seconds * 1_000); up < end; ) {
            up += 100;
            while (!later.isEmpty() && later.peek().up() <= up) {
                later.remove().what().run();
            }
            for (Map.Entry<CompartmentId, Double> one : grams.entrySet()) {
                if (!silent.contains(one.getKey()) && state.setup().sensing().containsKey(one.getKey())) {
                    List<Sample> samples = new ArrayList<>();
                    samples.add(new Sample(SensorChannel.LOAD_CELL, one.getValue(), up));
                    Double range = ranges.get(one.getKey());
                    if (range != null) {
                        samples.add(new Sample(SensorChannel.DISTANCE, range, up));
                    }
                    decide(new Input.Sampled(one.getKey(), samples));
                }
            }
            if (up % 1_000 == 0) {
                readDoors();
            }
            if (up % 10_000 == 0) {
                if (!screenHangs) {
                    decide(new Input.KioskBeat());
                }
                decide(Scenario.ups(supply, 100));
            }
            if (up % 500 == 0) {
                decide(new Input.Tick());
            }
        }
        return this;
    }

    private void readDoors() {
        Map<CompartmentId, DoorReading> doors = new TreeMap<>();
        grams.keySet()
                .forEach(compartment -> doors.put(
                        compartment,
                        blind.contains(compartment)
                                ? DoorReading.UNKNOWN
                                : open.contains(compartment) ? DoorReading.OPEN : DoorReading.CLOSED));
        decide(new Input.DoorsRead(doors));
    }

    ParcelBank open(String compartment) {
        if (open.add(id(compartment)) && !blind.contains(id(compartment))) {
            decide(new Input.DoorSensed(id(compartment), true));
        }
        return this;
    }

    ParcelBank close(String compartment) {
        if (open.remove(id(compartment)) && !blind.contains(id(compartment))) {
            decide(new Input.DoorSensed(id(compartment), false));
        }
        return this;
    }

    ParcelBank put(String compartment, double more) {
        grams.merge(id(compartment), more, Double::sum);
        return this;
    }

    /// The power goes and comes back: of what was written, only the first `entries` are there.
    ParcelBank cut(int entries, boolean newBoot) {
        while (journal.size() > entries) {
            journal.removeLast();
        }
        folded = BankMemory.EMPTY;
        journal.forEach(one -> folded = folded.then(one.stamp(), one.entry()));
        state = BankState.of(state.setup(), folded);
        if (newBoot) {
            boot++;
            wallOffset += up + 60_000;
            up = 20_000;
        } else {
            up += 3_000;
        }
        start();
        return this;
    }

    // --- people

    /// @return the session
    String enter(String text) {
        return ParcelWords.yes(entered(null, text));
    }

    KioskAnswer entered(@Nullable String session, String text) {
        return ask(
                new KioskRequest.Enter(session, PickupCode.fingerprint(secret, text), PickupCode.prefix(secret, text)));
    }

    KioskAnswer deposit(String session, Size size) {
        return ask(new KioskRequest.Deposit(session, null, "r4b", size, false, false));
    }

    KioskAnswer deposit(String session, ParcelId parcel) {
        return ask(new KioskRequest.Deposit(session, parcel, null, Size.SMALL, false, false));
    }

    KioskAnswer say(String session, KioskRequest.Word word) {
        return ask(new KioskRequest.Say(session, word));
    }

    KioskAnswer pickup(String session, ParcelId parcel) {
        return ask(new KioskRequest.Pickup(session, parcel));
    }

    KioskAnswer ask(KioskRequest request) {
        String name = new UUID(0x4000L, 0x8000_0000_0000_0000L | ++fresh).toString();
        decide(new Input.KioskAsked(name, request));
        KioskAnswer answer = answers.get(name);
        if (answer == null) {
            throw new AssertionError("no answer to " + request);
        }
        return answer;
    }

    /// A courier who does everything right.
    ///
    /// @return the parcel
    Parcel delivered(String compartment, double weight) {
        String session = enter(BADGE);
        ParcelWords.yes(deposit(session, Size.SMALL));
        pass(1);
        put(compartment, weight).pass(1);
        close(compartment).pass(5);
        ask(new KioskRequest.Leave(session));
        forget();
        return books().in(id(compartment)).getLast();
    }

    static String code(Parcel parcel) {
        Parcel.Code code = Objects.requireNonNull(parcel.code(), "no code");
        return PickupCode.derive(TestKeys.SECRET, parcel.id(), code.number());
    }

    void tickets(long base, Ticket... add) {
        tickets(base, List.of(add), List.of());
    }

    void tickets(long base, List<Ticket> add, List<String> remove) {
        decide(new Input.TicketsArrived(new Tickets(Scenario.BANK, ++ticketVersion, base, WALL, add, remove, null)));
    }

    void ticket(Ticket ticket) {
        tickets(ticketVersion, ticket);
    }

    Books books() {
        return state.memory().books();
    }

    KioskView view() {
        return KioskViews.of(state, now());
    }

    KioskView.Visitor visitor() {
        KioskView.Visitor visitor = view().visitor();
        if (visitor == null) {
            throw new AssertionError("nobody is at the screen");
        }
        return visitor;
    }

    KioskView.Step step() {
        return visitor().step();
    }

    Movement movement(String compartment) {
        Movement movement = books().movementIn(id(compartment));
        if (movement == null) {
            throw new AssertionError("nothing is under way in " + compartment);
        }
        return movement;
    }

    /// What was said since the last time, and asserts it.
    ParcelBank says(String... words) {
        List<String> now = List.copyOf(said);
        said.clear();
        assertEquals(String.join("\n", words), String.join("\n", now));
        return this;
    }

    ParcelBank forget() {
        said.clear();
        pulses.clear();
        return this;
    }

    Now now() {
        return new Now(WALL.plusMillis(wallOffset + up), Duration.ofMillis(up), boot, Scenario.bootId(boot));
    }

    void decide(Input input) {
        Now now = now();
        Step step = Bank.decide(state, input, now);
        state = step.next();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Append(Entry entry)) {
                folded = folded.then(now.stamp(), entry);
                journal.add(new Written(now.stamp(), entry, Map.copyOf(grams), Set.copyOf(open)));
                String words = ParcelWords.of(entry);
                if (words != null) {
                    said.add(words);
                }
            }
        }
        assertEquals(folded, state.memory(), "the memory is the fold of the entries");
        for (Effect effect : step.effects()) {
            perform(effect);
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.PulseLock pulse -> {
                pulses.add(pulse.cause());
                String compartment = pulse.compartment().value();
                if (!jammed.contains(pulse.compartment())) {
                    after(200, () -> open(compartment));
                }
                after(500, () -> decide(new Input.LockPulseEnded(pulse.compartment(), pulse.cause(), null)));
            }
            case Effect.MakeCode(ParcelId parcel, int number) -> {
                if (makesNoCodes) {
                    return;
                }
                String code = PickupCode.derive(secret, parcel, number);
                after(
                        100,
                        () -> decide(new Input.CodeMade(
                                parcel,
                                number,
                                PickupCode.fingerprint(secret, code),
                                PickupCode.prefix(secret, code))));
            }
            case Effect.Answer(String request, KioskAnswer answer) -> answers.put(request, answer);
            case Effect.SealSecret seal -> said.add("SEAL to " + seal.key().kid());
            case Effect.Append _,
                    Effect.SampleFast _,
                    Effect.Restart _,
                    Effect.Locate _,
                    Effect.Diagnose _,
                    Effect.Trust _,
                    Effect.CutClip _,
                    Effect.Halt _ -> {
                // Nothing of this concerns parcels.
            }
        }
    }

    private void after(long millis, Runnable what) {
        later.add(new Later(up + millis, order++, what));
    }
}
