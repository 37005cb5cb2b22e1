package io.lockward.simulator.seeded;

/// Replays one seeded day and tells everything that happened: `./lockward sim seed N`.
public final class Main {
    private Main() {}

    @SuppressWarnings("SystemOut") // a command speaks on standard output
    public static void main(String[] arguments) {
        if (arguments.length != 1 || !arguments[0].matches("-?[0-9]{1,18}")) {
            System.err.println("usage: ./lockward sim seed NUMBER");
            System.exit(2);
        }
        SeededDay.Result day = SeededDay.live(Long.parseLong(arguments[0]), System.out::println);
        System.out.printf(
                "seed %d: entries %d, commands %d, pulses %d, starts %d, faults %d, forgotten %d, repeated %d%n",
                day.seed(),
                day.entries(),
                day.commands(),
                day.pulses(),
                day.starts(),
                day.faults(),
                day.forgotten(),
                day.repeated());
        day.broken().forEach(broken -> System.out.println("BROKEN: " + broken));
        System.exit(day.broken().isEmpty() ? 0 : 1);
    }
}
