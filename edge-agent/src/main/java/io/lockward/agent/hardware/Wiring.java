package io.lockward.agent.hardware;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How a bank is wired: no line does two things, no compartment has two locks or two door switches.
///
/// @param locks 0 to 256
/// @param doors 0 to 256
public record Wiring(List<LockWiring> locks, List<DoorWiring> doors) {
    public static final int MOST_LINE = 511;
    public static final int MOST_COMPARTMENTS = 256;

    public Wiring {
        locks = List.copyOf(locks);
        doors = List.copyOf(doors);
        if (locks.size() > MOST_COMPARTMENTS || doors.size() > MOST_COMPARTMENTS) {
            throw new IllegalArgumentException("a bank has at most " + MOST_COMPARTMENTS + " compartments");
        }
        Set<Integer> lines = new HashSet<>();
        Set<Object> named = new HashSet<>();
        for (LockWiring lock : locks) {
            require(lines.add(lock.line()), "line " + lock.line() + " is wired twice");
            require(named.add(lock.compartment()), lock.compartment() + " has two locks");
        }
        named.clear();
        for (DoorWiring door : doors) {
            require(lines.add(door.line()), "line " + door.line() + " is wired twice");
            require(named.add(door.compartment()), door.compartment() + " has two door switches");
        }
    }

    static void guardLine(int line) {
        require(line >= 0 && line <= MOST_LINE, "a line is numbered 0 to " + MOST_LINE);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
