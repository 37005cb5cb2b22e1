package io.lockward.fleet.ingest;

import io.lockward.fleet.presence.BankWords;
import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.ChainHash;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ClipEntry;
import io.lockward.protocol.entry.CodeEntry;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.ConfigEntry;
import io.lockward.protocol.entry.DoorEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.KioskEntry;
import io.lockward.protocol.entry.ParcelEntry;
import io.lockward.protocol.entry.PowerEntry;
import io.lockward.protocol.entry.Stamp;
import io.lockward.protocol.parcel.DepositVerdict;
import io.lockward.protocol.parcel.PickupVerdict;
import io.lockward.protocol.wire.WireJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// A made-up life of one bank: its journal's exact bytes, and any run of it.
public final class Story {
    /// When it begins.
    public static final Instant START = Instant.parse("2026-11-20T17:00:00Z");

    private final BankId bank;
    private final JournalId journal;
    private final long epoch;
    private final List<byte[]> entries = new ArrayList<>();
    private final List<ChainHash> chain = new ArrayList<>(List.of(ChainHash.START));
    private final List<CommandId> commands = new ArrayList<>();
    private final List<ParcelId> parcels = new ArrayList<>();

    /// @param length how many entries
    public Story(BankId bank, long epoch, int length, Random random) {
        this.bank = bank;
        this.epoch = epoch;
        this.journal = new JournalId(new UUID(random.nextLong(), random.nextLong()));
        for (int i = 0; i < 3; i++) {
            commands.add(CommandId.next(START, random));
            parcels.add(new ParcelId(new UUID(random.nextLong(), random.nextLong())));
        }
        for (int i = 0; i < length; i++) {
            Stamp stamp = new Stamp(START.plusSeconds(i), 1, i * 1000L);
            byte[] json = WireJson.encode(stamp, entry(random));
            entries.add(json);
            chain.add(chain.getLast().then(json));
        }
    }

    public BankId bank() {
        return bank;
    }

    public JournalId journal() {
        return journal;
    }

    public List<CommandId> commands() {
        return commands;
    }

    public List<ParcelId> parcels() {
        return parcels;
    }

    public int length() {
        return entries.size();
    }

    /// The payload of a run from `first`, `count` long, both from 1.
    public byte[] payload(int first, int count) {
        return WireJson.encodeRun(
                journal, epoch, first, chain.get(first - 1), entries.subList(first - 1, first - 1 + count));
    }

    /// The run as it arrives.
    public Arrival run(int first, int count) {
        return Arrival.read(
                "lockward/v1/" + bank + "/entries",
                payload(first, count),
                false,
                START.plusSeconds(100_000),
                BankWords.believed());
    }

    /// The whole story cut at random.
    public List<Arrival> cut(Random random) {
        List<Arrival> runs = new ArrayList<>();
        for (int at = 1; at <= entries.size(); ) {
            int count = Math.min(1 + random.nextInt(6), entries.size() - at + 1);
            runs.add(run(at, count));
            at += count;
        }
        return runs;
    }

    private Entry entry(Random random) {
        CompartmentId door = new CompartmentId(random.nextBoolean() ? "A01" : "B02");
        CommandId command = commands.get(random.nextInt(commands.size()));
        PowerEntry.Ups ups = new PowerEntry.Ups("OB DISCHRG", 80.0, 1200L);
        return switch (random.nextInt(26)) {
            case 0 -> new DoorEntry.Opened(door, null);
            case 1 -> new DoorEntry.Closed(door, 100L);
            case 2 -> new DoorEntry.Jammed(door, command);
            case 3 -> new PowerEntry.Lost(ups);
            case 4 -> new PowerEntry.Restored(ups, null);
            case 5 -> new PowerEntry.Low(ups);
            case 6 -> new PowerEntry.Unknown("stale");
            case 7 -> new KioskEntry.Frozen(40_000);
            case 8 -> new KioskEntry.Recovered(1);
            case 9 -> new ConditionEntry.Raised(ConditionEntry.Kind.FORCED_ENTRY, door.value(), null);
            case 10 -> new ConditionEntry.Cleared(ConditionEntry.Kind.FORCED_ENTRY, door.value());
            case 11 -> new CommandEntry.Received(command, new Command.Unlock(door), "ana", "test");
            case 12 -> new CommandEntry.Acted(command);
            case 13 ->
                new CommandEntry.Concluded(
                        command,
                        random.nextBoolean() ? CommandEntry.Outcome.VERIFIED : CommandEntry.Outcome.UNVERIFIED,
                        "the door switch");
            case 14, 15, 16, 17, 18, 19, 20, 21, 22 -> parcel(door, random);
            case 23, 24 -> clip(door, random);
            default -> {
                BootId boot = new BootId(new UUID(random.nextLong(), random.nextLong()));
                yield new AgentEntry.Started(
                        AgentEntry.Cause.AGENT_RESTART, random.nextBoolean(), boot, boot, 1L, "0.1.0", null);
            }
        };
    }

    private static Entry clip(CompartmentId door, Random random) {
        String clip = "c-1-" + random.nextInt(3) + "-left";
        return switch (random.nextInt(3)) {
            case 0 ->
                new ClipEntry.Recorded(
                        clip,
                        "left",
                        Integer.toString(random.nextInt(2)).repeat(64),
                        4096L,
                        START,
                        START.plusSeconds(30),
                        1L,
                        0L,
                        30_000L,
                        -40L,
                        ClipEntry.Because.FORCED_ENTRY,
                        1L,
                        9L,
                        door,
                        0L,
                        ClipEntry.Source.SYNTHETIC);
            case 1 ->
                new ClipEntry.Lost(
                        clip, "left", "no pictures " + random.nextInt(9), ClipEntry.Because.PICKUP, 2L, 3L, door);
            default -> new ClipEntry.Uploaded(clip);
        };
    }

    private Entry parcel(CompartmentId door, Random random) {
        ParcelId parcel = parcels.get(random.nextInt(parcels.size()));
        ParcelEntry.Taker taker = random.nextInt(4) == 0 ? ParcelEntry.Taker.COURIER : ParcelEntry.Taker.RECIPIENT;
        String deposit = one(List.of(DepositVerdict.values()), random).word();
        String pickup = one(List.of(PickupVerdict.values()), random).word();
        return switch (random.nextInt(13)) {
            case 0 -> new ParcelEntry.DepositStarted("d", door, parcel, "courier-1", "unit-4", null);
            case 1, 2, 3 -> new ParcelEntry.DepositConcluded("d", door, deposit, parcel, null);
            case 4 -> new ParcelEntry.PickupStarted("p", door, parcel, taker, null);
            case 5 -> new ParcelEntry.PickupConcluded("p", door, pickup, parcel, null);
            case 6 -> new ParcelEntry.Moved(parcel, door, new CompartmentId("C03"), "the sensor saw it there");
            case 7 -> new ParcelEntry.Coded(parcel, door, 1 + random.nextInt(3), "a".repeat(32), "b".repeat(32));
            case 8 ->
                new ParcelEntry.Flagged(
                        parcel,
                        door,
                        random.nextBoolean()
                                ? ParcelEntry.Flagged.OUT_OF_SERVICE
                                : "its compartment changed with the door shut");
            case 9 -> new CodeEntry.Locked(parcel);
            case 10 -> new ConditionEntry.Raised(ConditionEntry.Kind.MISSING_CONTENT, door.value(), null);
            case 11 -> new ConfigEntry.Service(door, random.nextBoolean(), "a person said so");
            default -> new ConditionEntry.Cleared(ConditionEntry.Kind.MISSING_CONTENT, door.value());
        };
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
