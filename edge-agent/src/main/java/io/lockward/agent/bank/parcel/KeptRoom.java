package io.lockward.agent.bank.parcel;

import io.lockward.agent.bank.parcel.ParcelSetup.Box;
import io.lockward.protocol.parcel.Size;
import java.util.Collection;
import java.util.List;

/// How many free doors of each kind there are, and how many of each kind are needed by what was announced without the
/// name of a compartment. Immutable. Counts only: which parcel gets which door is decided when it comes.
public final class KeptRoom {
    /// Smallest first.
    private static final List<Size> SIZES = List.of(Size.values());

    /// Doors and needs by kind: those out of a wheelchair's reach (or that may be) by size, then the others.
    private final int[] doors;

    private final int[] needs;
    private final int housed;

    private KeptRoom(int[] doors, int[] needs) {
        this.doors = doors;
        this.needs = needs;
        this.housed = housed(doors, needs);
    }

    /// @param free doors
    /// @param needed the least that will do for each announced parcel
    public static KeptRoom of(Collection<Box> free, Collection<Box> needed) {
        return new KeptRoom(count(free), count(needed));
    }

    /// Whether as many announced parcels find room when this free door is taken as do now.
    public boolean spares(Box door) {
        return doors[kind(door)] > 0 && housed(less(door), needs) == housed;
    }

    /// After one of its free doors was taken.
    public KeptRoom without(Box door) {
        return new KeptRoom(less(door), needs);
    }

    private int[] less(Box door) {
        int[] less = doors.clone();
        less[kind(door)]--;
        return less;
    }

    private static int kind(Box box) {
        return SIZES.indexOf(box.size()) + (box.reachable() ? SIZES.size() : 0);
    }

    private static int[] count(Collection<Box> boxes) {
        int[] counts = new int[2 * SIZES.size()];
        boxes.forEach(box -> counts[kind(box)]++);
        return counts;
    }

    /// The most parcels that find a door each. From the smallest doors up, each takes one of those that it holds and
    /// the next may not: first one that must be reachable, when it is. Whatever fits now fits every later door, but
    /// for its reach, so nothing is gained by holding one back.
    private static int housed(int[] doors, int[] needs) {
        int housed = 0;
        int anywhere = 0;
        int within = 0;
        for (int size = 0; size < SIZES.size(); size++) {
            anywhere += needs[size];
            within += needs[size + SIZES.size()];
            int outOfReach = Math.min(doors[size], anywhere);
            anywhere -= outOfReach;
            int strict = Math.min(doors[size + SIZES.size()], within);
            within -= strict;
            int other = Math.min(doors[size + SIZES.size()] - strict, anywhere);
            anywhere -= other;
            housed += outOfReach + strict + other;
        }
        return housed;
    }
}
