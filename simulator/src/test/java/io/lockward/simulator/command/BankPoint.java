package io.lockward.simulator.command;

import io.lockward.agent.bank.BankMemory;
import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.Effect;
import io.lockward.agent.bank.Essence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a bank, its machine and its door stand.
///
/// @param boot the boot, from 1
/// @param clock which of the uptimes it is
/// @param running the process; `null` while there is none
/// @param durable what the journal gives back
/// @param lost whether the journal has lost something in this boot
/// @param batch decided and neither durable nor performed
/// @param decided how many inputs that were
/// @param orders what the machine was told to do and has not answered or not done
/// @param open whether the door is
/// @param told whether the bank's other parts have said that they are well, in this process
/// @param screen what is true of the screen
/// @param left how much may still go wrong
/// @param history what the durable entries tell of commands
/// @param done what was physically done, in order
/// @param wrong what a decision did that it must not; `null` when nothing
record BankPoint(
        long boot,
        int clock,
        @Nullable BankState running,
        BankMemory durable,
        boolean lost,
        List<Effect> batch,
        int decided,
        List<Effect> orders,
        boolean open,
        boolean told,
        Screen screen,
        Left left,
        History history,
        List<Effect> done,
        @Nullable String wrong) {

    /// @param copies of each command
    record Left(List<Integer> copies, int kills, int cuts, int moves, int memoryLosses, int blinks) {
        Left copy(int index) {
            List<Integer> fewer = new ArrayList<>(copies);
            fewer.set(index, fewer.get(index) - 1);
            return new Left(List.copyOf(fewer), kills, cuts, moves, memoryLosses, blinks);
        }

        Left kill() {
            return new Left(copies, kills - 1, cuts, moves, memoryLosses, blinks);
        }

        Left cut() {
            return new Left(copies, kills, cuts - 1, moves, memoryLosses, blinks);
        }

        Left move() {
            return new Left(copies, kills, cuts, moves - 1, memoryLosses, blinks);
        }

        Left memoryLoss() {
            return new Left(copies, kills, cuts, moves, memoryLosses - 1, blinks);
        }

        Left blink() {
            return new Left(copies, kills, cuts, moves, memoryLosses, blinks - 1);
        }
    }

    /// Whether nothing decided waits to become durable.
    boolean isClean() {
        return batch.isEmpty();
    }

    /// What tells this point apart from others, for all that is to come.
    Object key(Bounds bounds) {
        BankState state = running;
        Essence essence = new Essence(bounds.clock(), clock, boot, bounds.reads());
        return Arrays.asList(
                boot,
                clock,
                state == null ? null : essence.of(state),
                // A ladder's times differ between what a process knows and what the next one would begin with.
                state == null || !isClean() || bounds.ladder() ? essence.of(durable) : null,
                lost,
                batch.stream().map(History::plain).toList(),
                decided,
                orders,
                open,
                screen,
                left,
                history,
                done,
                wrong);
    }

    BankPoint with(Left changed) {
        return new BankPoint(
                boot, clock, running, durable, lost, batch, decided, orders, open, told, screen, changed, history, done,
                wrong);
    }

    BankPoint withOpen(boolean is) {
        return new BankPoint(
                boot, clock, running, durable, lost, batch, decided, orders, is, told, screen, left, history, done,
                wrong);
    }

    BankPoint withClock(int at) {
        return new BankPoint(
                boot, at, running, durable, lost, batch, decided, orders, open, told, screen, left, history, done,
                wrong);
    }

    BankPoint withOrders(List<Effect> changed) {
        return new BankPoint(
                boot, clock, running, durable, lost, batch, decided, changed, open, told, screen, left, history, done,
                wrong);
    }

    BankPoint withScreen(Screen changed) {
        return new BankPoint(
                boot, clock, running, durable, lost, batch, decided, orders, open, told, changed, left, history, done,
                wrong);
    }

    BankPoint withTold() {
        return new BankPoint(
                boot, clock, running, durable, lost, batch, decided, orders, open, true, screen, left, history, done,
                wrong);
    }

    /// After one more decision.
    BankPoint decided(BankState next, List<Effect> more, @Nullable String wrongNow) {
        List<Effect> all = new ArrayList<>(batch);
        all.addAll(more);
        return new BankPoint(
                boot,
                clock,
                next,
                durable,
                lost,
                List.copyOf(all),
                all.isEmpty() ? 0 : decided + 1,
                orders,
                open,
                told,
                screen,
                left,
                history,
                done,
                wrong == null ? wrongNow : wrong);
    }

    /// After some of the batch became durable, or was performed.
    BankPoint after(BankMemory nowDurable, History nowHistory, List<Effect> nowOrders, List<Effect> nowDone) {
        return new BankPoint(
                boot,
                clock,
                running,
                nowDurable,
                lost,
                List.of(),
                0,
                List.copyOf(nowOrders),
                open,
                told,
                screen,
                left,
                nowHistory,
                List.copyOf(nowDone),
                wrong);
    }

    /// A process begins.
    BankPoint withProcess(BankState fresh) {
        return new BankPoint(
                boot, clock, fresh, durable, lost, List.of(), 0, orders, open, false, screen, left, history, done,
                wrong);
    }

    /// The process is gone, and what it had only decided with it. A restart of the machine that was ordered still
    /// comes.
    BankPoint dead() {
        List<Effect> stillOrdered =
                orders.stream().filter(BankPoint::outlastsTheProcess).toList();
        return new BankPoint(
                boot,
                clock,
                null,
                durable,
                lost,
                List.of(),
                0,
                stillOrdered,
                open,
                false,
                screen,
                left,
                history,
                done,
                wrong);
    }

    private static boolean outlastsTheProcess(Effect effect) {
        return effect instanceof Effect.Restart restart
                && switch (restart.level()) {
                    case KIOSK, AGENT -> false;
                    case CONTROLLER, POWER -> true;
                };
    }

    /// The machine is off and boots anew.
    BankPoint rebooted() {
        BankPoint off = dead();
        return new BankPoint(
                boot + 1,
                0,
                null,
                durable,
                false,
                List.of(),
                0,
                List.of(),
                open,
                false,
                screen.off().restarted(0, done, history),
                off.left,
                history,
                done,
                wrong);
    }

    /// The journal is unreadable.
    BankPoint forgotten() {
        return new BankPoint(
                boot,
                clock,
                running,
                BankMemory.EMPTY,
                true,
                batch,
                decided,
                orders,
                open,
                told,
                screen,
                left.memoryLoss(),
                history,
                done,
                wrong);
    }
}
