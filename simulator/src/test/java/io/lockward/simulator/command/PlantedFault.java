package io.lockward.simulator.command;

import io.lockward.agent.bank.Altered;
import io.lockward.agent.bank.Bank;
import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.Effect;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.Now;
import io.lockward.agent.bank.Remembered;
import io.lockward.agent.bank.Step;
import io.lockward.protocol.BootId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.entry.CommandEntry;
import io.lockward.protocol.entry.CommandEntry.Outcome;
import io.lockward.protocol.entry.Entry;
import io.lockward.protocol.entry.RemedyEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Rules with one fault each, of the kinds that real programs have had. Each must be found.
enum PlantedFault implements BankRules {
    /// The loop drives the lock before the entry is on the disk.
    ACTS_BEFORE_IT_REMEMBERS(Where.UNLOCK, "acted without remembering it first") {
        @Override
        public boolean actsFirst() {
            return true;
        }
    },
    /// A new process begins with an empty memory.
    FORGETS_AT_A_RESTART(Where.UNLOCK, "accepted twice") {
        @Override
        public BankMemory remember(BankMemory durable) {
            return Altered.without(durable, _ -> true);
        }
    },
    /// What was under way at a crash is done again.
    ACTS_AGAIN_ON_WHAT_IS_LEFT_OVER(Where.RESTART, "acted twice") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            Step step = Bank.decide(state, input, now);
            List<Effect> effects = new ArrayList<>(step.effects());
            if (input instanceof Input.Started) {
                state.memory().commands().forEach((id, remembered) -> {
                    if (remembered.phase() == Remembered.Phase.ACTED
                            && remembered.cmd() instanceof Command.Reboot(RebootLevel level)) {
                        effects.add(new Effect.Restart(level, id));
                    }
                });
            }
            return new Step(step.next(), effects);
        }
    },
    /// The deadline of a command is not looked at.
    ACCEPTS_WHAT_IS_OVER(Where.UNLOCK, "acts on a command that is not valid") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            Input changed = input instanceof Input.CommandArrived(CommandClaims claims) && claims.exp() <= now.up()
                    ? valid(claims, claims.boot(), now.up() + 1)
                    : input;
            return Bank.decide(state, changed, now);
        }
    },
    /// A command of an earlier boot still counts.
    ACCEPTS_WHAT_IS_FOR_ANOTHER_BOOT(Where.UNLOCK, "acts on a command that is not valid") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            Input changed = input instanceof Input.CommandArrived(CommandClaims claims)
                    ? valid(claims, now.bootId(), claims.exp())
                    : input;
            return Bank.decide(state, changed, now);
        }
    },
    /// A restart that was ordered is called done, because the order was given.
    CALLS_A_RESTART_VERIFIED(Where.RESTART, "verified, and no new boot shows it") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            return callingItVerified(state, input, now);
        }
    },
    /// Any new boot passes for a power cycle.
    TAKES_A_REBOOT_FOR_A_POWER_CYCLE(Where.POWER, "verified, and the power began no boot") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            return callingItVerified(state, input, now);
        }
    },
    /// Any word of the screen passes for one of a page that began just now.
    BELIEVES_THE_PAGE_THAT_IS_ABOUT_TO_GO(Where.SCREEN, "verified, and no page spoke that began after the restart") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            return Bank.decide(state, aNewPage(input, now), now);
        }
    },
    /// The same of a rung.
    HEALS_BY_THE_PAGE_THAT_IS_ABOUT_TO_GO(Where.LADDER, "healed, and no page spoke that began after the rung") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            return Bank.decide(state, aNewPage(input, now), now);
        }
    },
    /// A rung leaves no entry behind.
    CLIMBS_WITHOUT_REMEMBERING(Where.LADDER, "a rung that is not remembered, or taken twice") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            return changed(state, input, now, entry -> entry instanceof RemedyEntry.Step ? null : entry);
        }
    },
    /// What a rung came to is not recorded when its deadline is over.
    LEAVES_A_RUNG_WITHOUT_AN_END(Where.LADDER, "a rung that never ended") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            return changed(
                    state,
                    input,
                    now,
                    entry -> entry instanceof RemedyEntry.Concluded end
                                    && end.outcome() == RemedyEntry.Outcome.NOT_HEALED
                            ? null
                            : entry);
        }
    },
    /// What a crash left over is called done, because it mostly is.
    CALLS_WHAT_IS_LEFT_OVER_VERIFIED(Where.UNLOCK, "verified, and no door opened for it") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            return callingItVerified(state, input, now);
        }
    },
    /// What a crash left over ends without a look at the door.
    ENDS_WHAT_IS_LEFT_OVER_BLINDLY(Where.UNLOCK, "ends without the sensor's reading") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            return changed(
                    state,
                    input,
                    now,
                    entry -> entry instanceof CommandEntry.Concluded end
                                    && end.evidence().contains("restarted")
                            ? new CommandEntry.Concluded(end.command(), Outcome.FAILED, "the agent restarted")
                            : entry);
        }
    },
    /// Nobody looks at the time, so a lock that says nothing is waited for for ever.
    WAITS_FOR_EVER(Where.UNLOCK, "accepted, and never ended") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            return input instanceof Input.Tick ? new Step(state, List.of()) : Bank.decide(state, input, now);
        }
    },
    /// A new process does not end what an earlier one received and did not act on.
    LEAVES_WHAT_IT_HAD_NOT_ACTED_ON(Where.UNLOCK, "accepted, and never ended") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            return changed(
                    state,
                    input,
                    now,
                    entry -> entry instanceof CommandEntry.Concluded end
                                    && end.evidence().startsWith("not acted on")
                            ? null
                            : entry);
        }
    },
    /// That the journal has lost something is forgotten with the process that found it.
    FORGETS_THAT_IT_HAS_FORGOTTEN(Where.LOSS, "accepted twice") {
        @Override
        public boolean knowsOfLoss(boolean now, boolean before) {
            return now;
        }
    },
    /// A refusal is not remembered, so that the same command is taken when the reason is gone.
    FORGETS_REFUSALS(Where.RESTART, "refused, and accepted after all") {
        @Override
        public Step decide(BankState state, Input input, Now now) {
            Predicate<Remembered> refused = remembered -> remembered.phase() == Remembered.Phase.REFUSED;
            return Bank.decide(Altered.without(state, refused), input, now);
        }
    };

    private enum Where {
        UNLOCK,
        LOSS,
        RESTART,
        POWER,
        SCREEN,
        LADDER
    }

    private final Where where;
    private final String finding;

    PlantedFault(Where where, String finding) {
        this.where = where;
        this.finding = finding;
    }

    private static Step callingItVerified(BankState state, Input input, Now now) {
        return changed(
                state,
                input,
                now,
                entry -> entry instanceof CommandEntry.Concluded end && end.outcome() == Outcome.UNVERIFIED
                        ? new CommandEntry.Concluded(end.command(), Outcome.VERIFIED, end.evidence())
                        : entry);
    }

    private static Input aNewPage(Input input, Now now) {
        return input instanceof Input.KioskBeat ? new Input.KioskBeat(now.up()) : input;
    }

    /// @param change gives `null` for an entry that is not made
    private static Step changed(BankState state, Input input, Now now, Function<Entry, @Nullable Entry> change) {
        Step step = Bank.decide(state, input, now);
        List<Effect> effects = new ArrayList<>();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Append(Entry entry)) {
                Entry changed = change.apply(entry);
                if (changed != null) {
                    effects.add(new Effect.Append(changed));
                }
            } else {
                effects.add(effect);
            }
        }
        return new Step(step.next(), effects);
    }

    /// The same command as it would read if it were valid.
    private static Input valid(CommandClaims claims, BootId boot, long exp) {
        return new Input.CommandArrived(
                new CommandClaims(claims.jti(), claims.aud(), boot, exp, claims.act(), claims.why(), claims.cmd()));
    }

    /// Where it shows.
    Bounds bounds() {
        return switch (where) {
            case UNLOCK -> Bounds.UNLOCK;
            case LOSS -> Bounds.LOSS;
            case RESTART -> Bounds.REBOOT;
            case POWER -> Bounds.POWER;
            case SCREEN -> Bounds.SCREEN;
            case LADDER -> Bounds.ALONE;
        };
    }

    /// What the exploration must say of it.
    String finding() {
        return finding;
    }
}
