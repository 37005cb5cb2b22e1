package io.lockward.agent.hardware.nut;

import io.lockward.agent.bank.power.UpsFlag;
import io.lockward.agent.bank.power.UpsStatus;
import io.lockward.agent.bank.power.UpsValues;
import io.lockward.agent.hardware.Outcome;
import io.lockward.agent.hardware.PowerCycle;
import io.lockward.agent.hardware.PowerCycleSettings;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts the power by the UPS, through `upsd`. What the UPS offers is read from `LIST CMD` before every order and never
/// assumed; its delays are read and never set. Every talk is a short connection of its own, on a thread of its own,
/// and bounded like a poll of [NutUps].
public final class NutPowerCycle implements PowerCycle {
    private static final Logger LOG = LoggerFactory.getLogger(NutPowerCycle.class);

    private final NutSettings settings;
    private final PowerCycleSettings wanted;
    private final AtomicBoolean isOrdering = new AtomicBoolean();

    /// Asks nothing yet.
    ///
    /// @param settings with a login: upsd takes no command without one
    public NutPowerCycle(NutSettings settings, PowerCycleSettings wanted) {
        if (settings.login() == null) {
            throw new IllegalArgumentException("upsd takes no command without a login");
        }
        this.settings = settings;
        this.wanted = wanted;
    }

    @Override
    public Ability canCycle() {
        return wanted.proven() == null
                ? new Ability.Cannot("nobody has seen the power come back by " + wanted.words()
                        + ": prove it on site as docs/how-to/prove-a-power-cycle.md says, then set power-cycle.proven")
                : new Ability.Ready(wanted.words());
    }

    /// What would be ordered at this moment, proven or not, for `agent check`. Waits for the UPS and orders nothing.
    ///
    /// @throws IOException with a sentence for people when the UPS cannot be asked
    public Ability look() throws IOException {
        try (NutUps ups = new NutUps(settings)) {
            return switch (ups.withSession(this::choose)) {
                case Choice.Found(NutWay way) -> new Ability.Ready(String.join(", then ", way.orders()));
                case Choice.Nothing(String reason) -> new Ability.Cannot(reason);
            };
        } catch (NutFault fault) {
            throw new IOException(fault.getMessage(), fault);
        }
    }

    @Override
    public void cycle(Consumer<Outcome> outcome) {
        if (canCycle() instanceof Ability.Cannot(String reason)) {
            outcome.accept(new Outcome.Failed(reason));
            return;
        }
        if (!isOrdering.compareAndSet(false, true)) {
            outcome.accept(new Outcome.Failed("another order to cut the power is under way"));
            return;
        }
        Thread.ofVirtual().name("nut-power-cycle").start(() -> {
            Outcome told;
            try {
                told = order();
            } finally {
                isOrdering.set(false);
            }
            if (told != null) {
                outcome.accept(told);
            }
        });
    }

    private sealed interface Choice {
        record Found(NutWay way) implements Choice {}

        record Nothing(String reason) implements Choice {}
    }

    private Choice choose(NutSession session) throws IOException, NutFault {
        NutWay way = NutWay.of(wanted, session.commands());
        if (way == null) {
            return new Choice.Nothing(wanted.words() + " offers no cut that comes back by itself; `upscmd -l "
                    + settings.ups() + "` lists what it does offer");
        }
        String objection = way.objection(session.get(way.cutAfter()), session.get(way.backAfter()));
        return objection == null ? new Choice.Found(way) : new Choice.Nothing(objection);
    }

    /// @return `null` when the order went out and nobody said what became of it
    private @Nullable Outcome order() {
        AtomicBoolean isOut = new AtomicBoolean();
        try (NutUps ups = new NutUps(settings)) {
            return ups.withSession(session -> order(session, isOut));
        } catch (NutFault fault) {
            if (isOut.get() && !isAnswer(fault)) {
                LOG.atWarn()
                        .addKeyValue("ups", settings.ups())
                        .addKeyValue("detail", fault.getMessage())
                        .log("whether the UPS took the order is not known");
                return null;
            }
            return new Outcome.Failed("the UPS did not take the order: " + fault.getMessage());
        }
    }

    private Outcome order(NutSession session, AtomicBoolean isOut) throws IOException, NutFault {
        String said = session.get(UpsValues.STATUS);
        UpsStatus status = said == null ? UpsStatus.NONE : UpsStatus.parse(said);
        if (!status.has(UpsFlag.OL) || status.has(UpsFlag.OB) || status.has(UpsFlag.LB)) {
            return new Outcome.Failed("the UPS is not well on the mains; it says " + status.text());
        }
        return switch (choose(session)) {
            case Choice.Found(NutWay way) -> give(session, way, isOut);
            case Choice.Nothing(String reason) -> new Outcome.Failed(reason);
        };
    }

    private Outcome give(NutSession session, NutWay way, AtomicBoolean isOut) throws IOException, NutFault {
        for (String order : way.orders()) {
            LOG.atWarn()
                    .addKeyValue("ups", settings.ups())
                    .addKeyValue("order", order)
                    .log("ordering from the UPS");
            isOut.set(order.equals(way.orders().getLast()));
            session.instruct(order);
        }
        return new Outcome.Done();
    }

    /// Whether upsd said no, rather than nothing that can be understood.
    private static boolean isAnswer(NutFault fault) {
        return switch (fault.reason()) {
            case CONNECTION, TIMEOUT, TLS, PROTOCOL -> false;
            case NOT_FITTED, DATA_STALE, DRIVER_NOT_CONNECTED, UNKNOWN_UPS, ACCESS_DENIED, REFUSED -> true;
        };
    }
}
