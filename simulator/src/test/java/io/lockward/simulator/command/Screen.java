package io.lockward.simulator.command;

import io.lockward.agent.bank.Effect;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.RemedyEntry;
import java.util.ArrayList;
import java.util.List;

/// What is true of the screen and its pages, in the boot that is. The bank does not know it.
///
/// The machine may take an order, say so, and carry it out long after, also when the agent is gone by then; what it
/// owes at that time it carries out at once, as systemd merges jobs for one unit.
///
/// @param pages that began in this boot, oldest first. The last one lives; a word of an older one may still come
/// @param orderedAt the moment of the clock at which the last restart was ordered; -1 when none was
/// @param heardAfter the most of [Page#rungs()] of a page of which the bank heard a word, in this boot or before
/// @param settled how many of the orders were carried out or refused
record Screen(List<Page> pages, int orderedAt, int settled, long heardAfter) {
    /// The machine has just come up; its page begins with [#restarted].
    static final Screen OFF = new Screen(List.of(), -1, 0, 0);

    /// @param since uptime in milliseconds
    /// @param after the orders to restart the screen that were given before it began
    /// @param rungs how many rungs for the screen were durable when it began
    record Page(long since, List<Effect.Restart> after, long rungs) {}

    Screen ordered(int moment) {
        return new Screen(pages, moment, settled, heardAfter);
    }

    /// @param all what was done so far
    Screen restarted(long since, List<Effect> all, History history) {
        List<Page> more = new ArrayList<>(pages);
        List<Effect.Restart> orders = orders(all);
        more.add(new Page(since, orders, rungs(history.told(), RebootLevel.KIOSK)));
        return new Screen(List.copyOf(more), orderedAt, orders.size(), heardAfter);
    }

    /// The machine said no to an order.
    Screen refused(List<Effect> all) {
        return new Screen(pages, orderedAt, Math.min(settled + 1, orders(all).size()), heardAfter);
    }

    /// Whether the machine still owes a restart. One takes time, so it is not done at the moment of its order.
    boolean isDue(List<Effect> all, int moment) {
        return orders(all).size() > settled && moment > orderedAt;
    }

    Screen heard(int page) {
        return new Screen(
                pages, orderedAt, settled, Math.max(heardAfter, pages.get(page).rungs()));
    }

    /// The machine is off.
    Screen off() {
        return new Screen(List.of(), -1, 0, heardAfter);
    }

    static List<Effect.Restart> orders(List<Effect> done) {
        return done.stream()
                .filter(Effect.Restart.class::isInstance)
                .map(Effect.Restart.class::cast)
                .filter(restart -> restart.level() == RebootLevel.KIOSK)
                .toList();
    }

    /// How many rungs of a level a journal tells of.
    static long rungs(List<Entry> told, RebootLevel level) {
        return told.stream()
                .filter(entry -> entry instanceof RemedyEntry.Step step && step.level() == level)
                .count();
    }
}
