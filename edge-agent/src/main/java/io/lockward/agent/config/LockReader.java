package io.lockward.agent.config;

import io.lockward.agent.bank.ServiceSetup;
import io.lockward.agent.config.AgentConfig.Adapter;
import io.lockward.agent.config.AgentConfig.Wires;
import io.lockward.agent.hardware.lockboard.BoardFamily;
import io.lockward.agent.hardware.lockboard.LockBoardSettings;
import io.lockward.agent.hardware.lockboard.LockBoardSettings.Channel;
import io.lockward.agent.hardware.lockboard.LockBoardSettings.Channels;
import io.lockward.protocol.CompartmentId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads how compartments, lock boards and the cabinet's switch are wired. Stateless.
final class LockReader {
    static final String COMPARTMENT = "compartment.";

    private static final Pattern LINES = Pattern.compile("size (S|M|L|XL)(?:, lock ([0-9]{1,3}), door ([0-9]{1,3}))?");
    private static final Pattern CHANNELS =
            Pattern.compile("size (S|M|L|XL), board ([0-9]{1,2}), lock ([0-9]{1,2})(?:, door ([0-9]{1,2}))?");
    private static final Pattern TAMPER = Pattern.compile("line ([0-9]{1,3})|board ([0-9]{1,2}), channel ([0-9]{1,2})");
    private static final Pattern LINE = Pattern.compile("[0-9]{1,3}");
    private static final int MOST_LINE = 511;

    private LockReader() {}

    /// What was read; as much of it as could be.
    record Wired(
            SortedMap<CompartmentId, Wires> compartments,
            @Nullable LockBoardSettings boards,
            AgentConfig.@Nullable TamperLine tamper,
            AgentConfig.@Nullable LightLine light) {
        /// Whether a line of the chip is taken.
        boolean uses(int line) {
            return (tamper != null && tamper.line() == line)
                    || (light != null && light.line() == line)
                    || compartments.values().stream()
                            .anyMatch(wires -> wires.lockLine() == line || wires.doorLine() == line);
        }
    }

    private record Tamper(
            AgentConfig.@Nullable TamperLine line, @Nullable Channel channel) {
        static final Tamper NONE = new Tamper(null, null);
    }

    static Wired read(ConfigFile file, Adapter adapter) {
        Tamper tamper = tamper(file, adapter);
        SortedMap<CompartmentId, Wires> compartments = compartments(file, adapter);
        AgentConfig.LightLine light = light(file);
        lines(file, adapter, compartments, tamper, light);
        return new Wired(compartments, boards(file, adapter, compartments, tamper.channel()), tamper.line(), light);
    }

    static @Nullable ServiceSetup service(ConfigFile file) {
        Integer faults = file.value(LockSettings.FAULTS);
        Integer dead = file.value(LockSettings.DEAD);
        return faults == null || dead == null ? null : new ServiceSetup(faults, Duration.ofSeconds(dead));
    }

    private static SortedMap<CompartmentId, Wires> compartments(ConfigFile file, Adapter adapter) {
        SortedMap<CompartmentId, Wires> compartments = new TreeMap<>();
        file.family(COMPARTMENT, entry -> {
            Wires wires = wires(entry.getValue(), adapter);
            compartments.put(new CompartmentId(entry.getKey()), wires);
            return wires;
        });
        if (compartments.isEmpty()) {
            file.problem("no compartment is set: `compartment.A01 = " + example(adapter) + "`");
        }
        return compartments;
    }

    private static String example(Adapter adapter) {
        return switch (adapter) {
            case LOCKBOARD -> "size M, board 1, lock 5";
            case GPIOCHIP, PI4J, NONE -> "size M, lock 17, door 27";
        };
    }

    private static Wires wires(String text, Adapter adapter) {
        return switch (adapter) {
            case LOCKBOARD -> channels(text);
            case GPIOCHIP, PI4J -> linesOf(text, true);
            case NONE -> CHANNELS.matcher(text).matches() ? channels(text) : linesOf(text, false);
        };
    }

    private static Wires channels(String text) {
        Matcher matcher = CHANNELS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "is `size M, board 1, lock 5`, with `, door 21` where the door has a contact of its own");
        }
        int lock = Integer.parseInt(matcher.group(3));
        String door = matcher.group(4);
        return new Wires(
                matcher.group(1),
                -1,
                -1,
                new Channels(Integer.parseInt(matcher.group(2)), lock, door == null ? lock : Integer.parseInt(door)));
    }

    private static Wires linesOf(String text, boolean wired) {
        Matcher matcher = LINES.matcher(text);
        if (!matcher.matches() || (wired && matcher.group(2) == null)) {
            throw new IllegalArgumentException("is `size M, lock 17, door 27`, with sizes S, M, L and XL");
        }
        if (matcher.group(2) == null) {
            return new Wires(matcher.group(1), -1, -1);
        }
        return new Wires(matcher.group(1), line(matcher.group(2)), line(matcher.group(3)));
    }

    private static int line(String digits) {
        int line = Integer.parseInt(digits);
        if (line > MOST_LINE) {
            throw new IllegalArgumentException("lines are 0 to " + MOST_LINE);
        }
        return line;
    }

    private static void lines(
            ConfigFile file,
            Adapter adapter,
            SortedMap<CompartmentId, Wires> compartments,
            Tamper tamper,
            AgentConfig.@Nullable LightLine light) {
        List<Integer> lines = new ArrayList<>();
        if (adapter == Adapter.GPIOCHIP || adapter == Adapter.PI4J) {
            compartments.values().forEach(wires -> {
                lines.add(wires.lockLine());
                lines.add(wires.doorLine());
            });
        }
        if (tamper.line() != null) {
            lines.add(tamper.line().line());
        }
        if (light != null) {
            lines.add(light.line());
        }
        lines.stream()
                .filter(line -> lines.indexOf(line) != lines.lastIndexOf(line))
                .distinct()
                .forEach(line -> file.problem("line " + line + " of the chip is wired more than once"));
    }

    private static AgentConfig.@Nullable LightLine light(ConfigFile file) {
        String text = file.value(LockSettings.LIGHT);
        AgentConfig.YesNo activeHigh = file.value(LockSettings.LIGHT_ACTIVE_HIGH);
        if (text == null || activeHigh == null || text.equals("none")) {
            return null;
        }
        if (!LINE.matcher(text).matches() || Integer.parseInt(text) > MOST_LINE) {
            file.problem("`locate.light-line` is none, or a line, 0 to " + MOST_LINE);
            return null;
        }
        return new AgentConfig.LightLine(Integer.parseInt(text), activeHigh == AgentConfig.YesNo.YES);
    }

    private static Tamper tamper(ConfigFile file, Adapter adapter) {
        String text = file.value(LockSettings.TAMPER);
        AgentConfig.YesNo closedHigh = file.value(LockSettings.TAMPER_CLOSED_HIGH);
        if (text == null || closedHigh == null || text.equals("none")) {
            return Tamper.NONE;
        }
        Matcher matcher = TAMPER.matcher(text);
        if (!matcher.matches()) {
            file.problem("`tamper` is none, `line 22` or `board 1, channel 16`");
            return Tamper.NONE;
        }
        if (matcher.group(1) == null) {
            if (adapter != Adapter.LOCKBOARD) {
                file.problem("`tamper` names a channel, and the channels of boards need `hardware = lockboard`");
            }
            return new Tamper(
                    null, new Channel(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))));
        }
        if (Integer.parseInt(matcher.group(1)) > MOST_LINE) {
            file.problem("`tamper`: lines are 0 to " + MOST_LINE);
            return Tamper.NONE;
        }
        return new Tamper(
                new AgentConfig.TamperLine(Integer.parseInt(matcher.group(1)), closedHigh == AgentConfig.YesNo.YES),
                null);
    }

    private static @Nullable LockBoardSettings boards(
            ConfigFile file, Adapter adapter, SortedMap<CompartmentId, Wires> compartments, @Nullable Channel tamper) {
        AgentConfig.Boards named = file.value(LockSettings.BOARDS);
        Path device = file.value(LockSettings.DEVICE);
        Integer baud = file.value(LockSettings.BAUD);
        Integer reply = file.value(LockSettings.REPLY);
        Integer poll = file.value(LockSettings.POLL);
        AgentConfig.YesNo closedIsOne = file.value(LockSettings.CLOSED_IS_ONE);
        AgentConfig.YesNo items = file.value(LockSettings.ITEMS);
        if (named == null
                || device == null
                || baud == null
                || reply == null
                || poll == null
                || closedIsOne == null
                || items == null) {
            return null;
        }
        BoardFamily family = family(named);
        if ((family != null) != (adapter == Adapter.LOCKBOARD)) {
            file.problem("`hardware = lockboard` and `lock-board` belong together");
            return null;
        }
        if (family == null) {
            return null;
        }
        SortedMap<CompartmentId, Channels> wired = new TreeMap<>();
        compartments.forEach((compartment, wires) -> {
            Channels board = wires.board();
            if (board != null) {
                wired.put(compartment, board);
            }
        });
        try {
            return new LockBoardSettings(
                    family,
                    device,
                    baud == 0 ? family.baud() : baud,
                    Duration.ofMillis(reply),
                    Duration.ofMillis(poll),
                    closedIsOne == AgentConfig.YesNo.YES,
                    items == AgentConfig.YesNo.YES,
                    wired,
                    tamper);
        } catch (IllegalArgumentException e) {
            file.problem(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable BoardFamily family(AgentConfig.Boards named) {
        return switch (named) {
            case NONE -> null;
            case CU16 -> BoardFamily.CU16;
            case CU48 -> BoardFamily.CU48;
            case YH -> BoardFamily.YH;
            case WKLY -> BoardFamily.WKLY;
        };
    }
}
