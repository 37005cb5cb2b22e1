package io.lockward.simulator.fleet;

import io.lockward.agent.hardware.DoorPosition;
import io.lockward.protocol.CompartmentId;
import io.lockward.simulator.sensing.Thing;
import io.lockward.simulator.world.SimulatedBank;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a person's hands can do at a door of the demo, and what can be wrong with its lock.
enum Hand {
    PUT,
    TAKE,
    CLOSE,
    /// The lock moves nothing until it is freed.
    JAM,
    FREE,
    /// With a crowbar: nothing had unlocked it.
    PRY;

    /// 1.2 kg of brown cardboard, 12 cm high.
    private static final Thing PARCEL = Thing.box(1_200, 120);

    static @Nullable Hand ofWord(String word) {
        return Stream.of(values())
                .filter(hand -> hand.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    static String words() {
        return Stream.of(values()).map(Hand::word).collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Does it, and says in a sentence what came of it.
    FaultPort.Answer at(SimulatedBank bank, CompartmentId door) {
        if (!bank.doors().containsKey(door)) {
            return new FaultPort.Answer(
                    404,
                    "there is no door " + door + "; there are: "
                            + bank.doors().keySet().stream()
                                    .sorted()
                                    .map(CompartmentId::value)
                                    .collect(Collectors.joining(", ")));
        }
        return switch (this) {
            case PUT ->
                bank.put(door, PARCEL)
                        ? new FaultPort.Answer(200, "A parcel of 1.2 kg lies in " + door + ". Now close the door.")
                        : shut(door);
            case TAKE -> {
                boolean empty = bank.inside(door).isEmpty();
                yield bank.take(door) != null
                        ? new FaultPort.Answer(200, "What lay in " + door + " is taken out. Now close the door.")
                        : empty ? new FaultPort.Answer(409, "Nothing lies in " + door + ".") : shut(door);
            }
            case CLOSE -> {
                bank.close(door);
                yield new FaultPort.Answer(200, "Door " + door + " is closed.");
            }
            case JAM -> {
                bank.jam(door, true);
                yield new FaultPort.Answer(200, "The lock of " + door + " is stuck. free mends it.");
            }
            case FREE -> {
                bank.jam(door, false);
                yield new FaultPort.Answer(200, "The lock of " + door + " moves again.");
            }
            case PRY -> {
                if (bank.doors().get(door) == DoorPosition.OPEN) {
                    yield new FaultPort.Answer(409, "Door " + door + " is open already.");
                }
                bank.move(door, DoorPosition.OPEN);
                yield new FaultPort.Answer(200, "Door " + door + " is forced open.");
            }
        };
    }

    private static FaultPort.Answer shut(CompartmentId door) {
        return new FaultPort.Answer(
                409, "Door " + door + " is closed. It opens at the screen, or with ./lockward unlock.");
    }
}
