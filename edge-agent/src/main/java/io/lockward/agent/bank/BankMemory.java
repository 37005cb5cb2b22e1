package io.lockward.agent.bank;

import io.lockward.agent.bank.clip.Clips;
import io.lockward.agent.bank.clip.Place;
import io.lockward.agent.bank.parcel.Books;
import io.lockward.agent.bank.remedy.RemedyMemory;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.AgentEntry;
import io.lockward.protocol.entry.ConditionEntry;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.Stamp;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a bank must know again after a restart: a fold over its journal's entries, and nothing but that. A
/// snapshot of it bounds how many entries a restart has to read.
///
/// @param boot the boot the agent last started in; `null` before the first start
/// @param last when the last entry was made
/// @param halted whether the bank went down in good order and has not started since
/// @param doors the last known position of each door seen
/// @param conditions what is raised and not cleared
/// @param power what feeds the bank
/// @param kioskFrozen since when the screen is frozen, when it is
/// @param occupied what the occupancy sensors last said
/// @param commands what was accepted or refused and could otherwise be accepted (again)
/// @param policy what was decided about the bank from afar
/// @param remedy what the bank did to heal itself
/// @param books what it knows of parcels
/// @param clips what it wants footage of, and what it has
public record BankMemory(
        @Nullable Boot boot,
        @Nullable Stamp last,
        boolean halted,
        SortedMap<CompartmentId, Door> doors,
        SortedSet<Condition> conditions,
        Power power,
        @Nullable Stamp kioskFrozen,
        SortedMap<CompartmentId, Boolean> occupied,
        SortedMap<CommandId, Remembered> commands,
        Policy policy,
        RemedyMemory remedy,
        Books books,
        Clips clips) {
    /// No more commands than this are remembered; further ones are refused.
    public static final int MOST_COMMANDS = 512;

    /// Refusals are remembered only while fewer commands than this are: whoever can sign nonsense must not be
    /// able to fill the place that rightful commands need.
    static final int MOST_WITH_REFUSALS = MOST_COMMANDS / 2;

    /// Before the first entry.
    public static final BankMemory EMPTY = new BankMemory(
            null,
            null,
            false,
            new TreeMap<>(),
            new TreeSet<>(),
            new Power(Supply.NEVER_READ, null),
            null,
            new TreeMap<>(),
            new TreeMap<>(),
            Policy.NONE,
            RemedyMemory.NONE,
            Books.EMPTY,
            Clips.NONE);

    /// @param number the journal's boot counter, from 1
    /// @param cause what began it, as the agent's first start in it found; `null` when an older agent
    ///     wrote this down
    public record Boot(long number, BootId id, AgentEntry.@Nullable Cause cause) {}

    /// @param since when it took this position
    /// @param opened when it was last seen to open; `null` if it never was since there is a journal
    public record Door(boolean open, Stamp since, @Nullable Stamp opened) {}

    /// @param subject a compartment id or a part of the bank
    public record Condition(ConditionEntry.Kind kind, String subject) implements Comparable<Condition> {
        @Override
        public int compareTo(Condition other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : subject.compareTo(other.subject);
        }
    }

    /// @param lostAt when the mains went, while they are gone or it is unknown
    public record Power(Supply supply, @Nullable Stamp lostAt) {}

    /// What feeds the bank, as last recorded.
    public enum Supply {
        NEVER_READ,
        MAINS,
        BATTERY,
        BATTERY_LOW,
        UNKNOWN
    }

    public BankMemory {
        doors = Collections.unmodifiableSortedMap(doors);
        conditions = Collections.unmodifiableSortedSet(conditions);
        occupied = Collections.unmodifiableSortedMap(occupied);
        commands = Collections.unmodifiableSortedMap(commands);
    }

    /// This memory after one more entry. Total: an entry that no agent would write changes nothing but `last`.
    ///
    /// @param place of that entry
    public BankMemory then(Place place, Stamp stamp, Entry entry) {
        BankMemory after = Remembering.then(this, stamp, entry);
        Clips changed = clips.then(place, stamp, entry);
        return changed.equals(clips) ? after : after.withClips(changed);
    }

    /// This memory after an entry that is nothing to film, wherever it stands.
    public BankMemory then(Stamp stamp, Entry entry) {
        return then(Place.UNKNOWN, stamp, entry);
    }

    /// Whether the bank lives on its battery as far as is known.
    public boolean isOnBattery() {
        return power.supply() == Supply.BATTERY || power.supply() == Supply.BATTERY_LOW;
    }

    boolean hasRaised(ConditionEntry.Kind kind, String subject) {
        return conditions.contains(new Condition(kind, subject));
    }

    BankMemory at(Stamp stamp) {
        return new BankMemory(
                boot,
                stamp,
                halted,
                doors,
                conditions,
                power,
                kioskFrozen,
                occupied,
                commands,
                policy,
                remedy.at(stamp),
                books,
                clips);
    }

    BankMemory started(Boot started, SortedMap<CommandId, Remembered> kept) {
        return new BankMemory(
                started,
                last,
                false,
                doors,
                conditions,
                power,
                kioskFrozen,
                occupied,
                kept,
                policy,
                remedy,
                books,
                clips);
    }

    BankMemory withHalted() {
        return new BankMemory(
                boot,
                last,
                true,
                doors,
                conditions,
                power,
                kioskFrozen,
                occupied,
                commands,
                policy,
                remedy,
                books,
                clips);
    }

    BankMemory withDoor(CompartmentId compartment, Door door) {
        SortedMap<CompartmentId, Door> changed = new TreeMap<>(doors);
        changed.put(compartment, door);
        return new BankMemory(
                boot,
                last,
                halted,
                changed,
                conditions,
                power,
                kioskFrozen,
                occupied,
                commands,
                policy,
                remedy,
                books,
                clips);
    }

    BankMemory withConditions(SortedSet<Condition> changed) {
        return new BankMemory(
                boot,
                last,
                halted,
                doors,
                changed,
                power,
                kioskFrozen,
                occupied,
                commands,
                policy,
                remedy,
                books,
                clips);
    }

    BankMemory withPower(Power changed) {
        return new BankMemory(
                boot,
                last,
                halted,
                doors,
                conditions,
                changed,
                kioskFrozen,
                occupied,
                commands,
                policy,
                remedy,
                books,
                clips);
    }

    BankMemory withKioskFrozen(@Nullable Stamp since) {
        return new BankMemory(
                boot, last, halted, doors, conditions, power, since, occupied, commands, policy, remedy, books, clips);
    }

    BankMemory withOccupied(CompartmentId compartment, boolean now) {
        SortedMap<CompartmentId, Boolean> changed = new TreeMap<>(occupied);
        changed.put(compartment, now);
        return new BankMemory(
                boot,
                last,
                halted,
                doors,
                conditions,
                power,
                kioskFrozen,
                changed,
                commands,
                policy,
                remedy,
                books,
                clips);
    }

    BankMemory withCommands(SortedMap<CommandId, Remembered> changed) {
        return new BankMemory(
                boot,
                last,
                halted,
                doors,
                conditions,
                power,
                kioskFrozen,
                occupied,
                changed,
                policy,
                remedy,
                books,
                clips);
    }

    BankMemory withPolicy(Policy changed) {
        return new BankMemory(
                boot,
                last,
                halted,
                doors,
                conditions,
                power,
                kioskFrozen,
                occupied,
                commands,
                changed,
                remedy,
                books,
                clips);
    }

    BankMemory withRemedy(RemedyMemory changed) {
        return new BankMemory(
                boot,
                last,
                halted,
                doors,
                conditions,
                power,
                kioskFrozen,
                occupied,
                commands,
                policy,
                changed,
                books,
                clips);
    }

    BankMemory withBooks(Books changed) {
        return new BankMemory(
                boot,
                last,
                halted,
                doors,
                conditions,
                power,
                kioskFrozen,
                occupied,
                commands,
                policy,
                remedy,
                changed,
                clips);
    }

    private BankMemory withClips(Clips changed) {
        return new BankMemory(
                boot,
                last,
                halted,
                doors,
                conditions,
                power,
                kioskFrozen,
                occupied,
                commands,
                policy,
                remedy,
                books,
                changed);
    }

    BankMemory withoutOccupied(CompartmentId compartment) {
        SortedMap<CompartmentId, Boolean> changed = new TreeMap<>(occupied);
        changed.remove(compartment);
        return new BankMemory(
                boot,
                last,
                halted,
                doors,
                conditions,
                power,
                kioskFrozen,
                changed,
                commands,
                policy,
                remedy,
                books,
                clips);
    }
}
