package io.lockward.agent.config;

import static io.lockward.agent.config.Setting.choice;
import static io.lockward.agent.config.Setting.number;

import io.lockward.agent.bank.ServiceSetup;
import io.lockward.agent.hardware.lockboard.LockBoardSettings;
import java.nio.file.Path;
import java.util.List;

/// The keys about lock boards, the cabinet's switch and its light.
final class LockSettings {
    static final Setting<AgentConfig.Boards> BOARDS = choice(
            "lock-board",
            AgentConfig.Boards.class,
            AgentConfig.Boards.NONE,
            "With hardware = lockboard: which family the boards are of. cu16: Kerong CU16 and CU12; cu48: Kerong CU48; yh: boards whose orders begin with 8A; wkly: boards whose frames begin with 57 4B 4C 59 (WKLY).");
    static final Setting<Path> DEVICE = new Setting<>(
            "lock-board.device",
            "absolute path",
            "/dev/ttyUSB0",
            "The serial device of the boards' bus; a name from /dev/serial/by-id stays when numbers move.",
            LockSettings::absolute);
    static final Setting<Integer> BAUD = number(
            "lock-board.baud",
            0,
            LockBoardSettings.MOST_BAUD,
            "",
            0,
            "Bits per second; 0: as the family is delivered.");
    static final Setting<Integer> REPLY = number(
            "lock-board.reply-milliseconds",
            20,
            2_000,
            "ms",
            (int) LockBoardSettings.DEFAULT_REPLY.toMillis(),
            "How long a board may take to begin its answer.");
    static final Setting<Integer> POLL = number(
            "lock-board.poll-milliseconds",
            50,
            5_000,
            "ms",
            (int) LockBoardSettings.DEFAULT_POLL.toMillis(),
            "How often each board is asked for its contacts.");
    static final Setting<AgentConfig.YesNo> CLOSED_IS_ONE = choice(
            "lock-board.closed-is-one",
            AgentConfig.YesNo.class,
            AgentConfig.YesNo.YES,
            "Whether a set bit means closed; it depends on the locks' contacts, so try it with an open door.");
    static final Setting<AgentConfig.YesNo> ITEMS = choice(
            "lock-board.items",
            AgentConfig.YesNo.class,
            AgentConfig.YesNo.NO,
            "Whether the boards' item sensors are fitted; cu16 only.");
    static final Setting<String> TAMPER = new Setting<>(
            "tamper",
            "none, `line 22` or `board 1, channel 16`",
            "none",
            "The switch that is closed while the cabinet's service door is.",
            text -> text);
    static final Setting<AgentConfig.YesNo> TAMPER_CLOSED_HIGH = choice(
            "tamper.closed-high",
            AgentConfig.YesNo.class,
            AgentConfig.YesNo.NO,
            "Whether a tamper line is high while the cabinet is closed.");

    static final Setting<String> LIGHT = new Setting<>(
            "locate.light-line",
            "none, or 0 to 511",
            "none",
            "The line of the GPIO chip that drives a light (through a relay or transistor); it blinks when the bank is to show itself.",
            text -> text);
    static final Setting<AgentConfig.YesNo> LIGHT_ACTIVE_HIGH = choice(
            "locate.light-active-high",
            AgentConfig.YesNo.class,
            AgentConfig.YesNo.YES,
            "Whether a high line lights it.");

    static final Setting<Integer> FAULTS = number(
            "service.faults-in-a-row",
            0,
            20,
            "",
            ServiceSetup.DEFAULT.faultsInARow(),
            "A compartment whose door stays shut, or whose lock does not hold, so often in a row is taken out of service; 0: none ever is.");
    static final Setting<Integer> DEAD = number(
            "service.dead-seconds",
            10,
            86_400,
            "s",
            (int) ServiceSetup.DEFAULT.deadAfter().toSeconds(),
            "So is one whose door switch says nothing, or whose lock does not hold, for so long.");

    /// In the order of the reference page.
    static final List<Setting<?>> ALL = List.of(
            BOARDS,
            DEVICE,
            BAUD,
            REPLY,
            POLL,
            CLOSED_IS_ONE,
            ITEMS,
            TAMPER,
            TAMPER_CLOSED_HIGH,
            LIGHT,
            LIGHT_ACTIVE_HIGH,
            FAULTS,
            DEAD);

    private LockSettings() {}

    static Path absolute(String text) {
        Path path = Path.of(text);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("is an absolute path");
        }
        return path;
    }
}
