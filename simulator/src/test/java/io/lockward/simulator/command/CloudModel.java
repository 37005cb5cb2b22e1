package io.lockward.simulator.command;

import io.lockward.fleet.command.CommandDeadlines;
import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandFact.What;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.fleet.command.Commands;
import io.lockward.fleet.command.Signing;
import io.lockward.fleet.memory.InMemoryFleetStore;
import io.lockward.fleet.presence.PresenceState;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.JournalId;
import io.lockward.protocol.Presence;
import io.lockward.protocol.SessionId;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One command in the cloud: the real `Commands` on the store in memory, while everything else does what it
/// likes: the bank comes, goes, is not proven, boots anew; the signer signs, refuses, is away; a replica is
/// killed between commit and publish; a person takes the command back; time passes; and once anything was
/// published, what the bank says comes in any order, and again.
///
/// What the bank says is one of the whole journals that the exploration of the bank has found. That the bank is
/// explored apart is no loss: the cloud does nothing to the bank but to publish, which here is proven to be one
/// and the same signed command, any number of times; and that is what comes to the bank there, at any time.
final class CloudModel implements Exploration.Model<CloudPoint> {
    private static final Instant START = Instant.parse("2026-11-20T17:00:00Z");
    private static final CommandId ID = Bounds.id(1);
    private static final int LAST_PRESENCE = 4;

    private final Command command;
    private final List<CommandFact> journal;
    private final CloudRules rules;
    private final List<Instant> clock;

    /// @param journal what the bank says of the command
    CloudModel(Command command, List<CommandFact> journal, CloudRules rules) {
        this.command = command;
        this.journal = journal;
        this.rules = rules;
        Duration life = command.timeToLive();
        Duration all = life.plus(CommandDeadlines.grace(command));
        this.clock = List.of(
                START,
                START.plus(CommandDeadlines.RESEND_AFTER).plusSeconds(1),
                START.plus(life).plusSeconds(1),
                START.plus(all).plusSeconds(5),
                START.plus(all).plusSeconds(60));
    }

    @Override
    public CloudPoint start() {
        return new CloudPoint(null, List.of(), 0, 0, Set.of(), journal);
    }

    @Override
    public Object key(CloudPoint point) {
        return point.key();
    }

    @Override
    public @Nullable String broken(CloudPoint point) {
        String broken = CloudLaws.broken(point);
        if (broken == null && !CloudLaws.isJoin(rules, point)) {
            broken = "depends on the order in which things became known";
        }
        // Silence of the bank must end it too, whatever was heard until then.
        boolean late = point.record() != null && point.time() == clock.size() - 1;
        if (broken == null && late && !CloudLaws.isOver(run(point, Signature.NONE, true))) {
            broken = "never ended, though its time is over";
        }
        return broken;
    }

    @Override
    public @Nullable String unended(CloudPoint point) {
        return CloudLaws.unended(point);
    }

    @Override
    public List<Exploration.Way<CloudPoint>> ways(CloudPoint point) {
        List<Exploration.Way<CloudPoint>> ways = new ArrayList<>();
        if (point.record() == null) {
            sending(point, ways, "asked");
            add(ways, "asked, nothing can go out", run(point, Signature.NONE, true));
        } else {
            sending(point, ways, "a round");
            add(ways, "a round, nothing can go out", run(point, Signature.NONE, true));
            add(ways, "a round, the signer is away", run(point, Signature.AWAY, true));
            add(ways, "a round, the signer refuses", run(point, Signature.REFUSED, true));
            add(ways, "taken back", cancelled(point));
            if (point.wasPublished()) {
                journal.forEach(fact -> add(ways, "heard: " + fact.what(), heard(point, fact)));
            }
        }
        if (point.presence() < LAST_PRESENCE) {
            add(ways, "the bank's presence changes", presence(point));
        }
        if (point.record() != null && point.time() < clock.size() - 1) {
            add(ways, "time passes", later(point));
        }
        return ways;
    }

    private void sending(CloudPoint point, List<Exploration.Way<CloudPoint>> ways, String what) {
        add(ways, what, run(point, Signature.MADE, true));
        add(ways, what + ", killed before anything is published", run(point, Signature.MADE, false));
        if (rules.publishesFirst()) {
            CloudPoint done = run(point, Signature.MADE, true);
            add(
                    ways,
                    what + ", published, and killed before the commit",
                    new CloudPoint(
                            point.record(),
                            point.facts(),
                            point.time(),
                            point.presence(),
                            done.published(),
                            point.unheard()));
        }
    }

    private enum Signature {
        MADE,
        REFUSED,
        AWAY,
        NONE
    }

    /// One transaction that asks, or one round.
    private CloudPoint run(CloudPoint point, Signature signature, boolean publish) {
        InMemoryFleetStore store = store(point);
        Instant now = clock.get(point.time());
        Signing signing = signing(signature);
        List<Commands.Outgoing> outgoing = new ArrayList<>();
        if (point.record() == null) {
            Commands.Entered entered = store.transaction(transaction ->
                    Commands.ask(transaction, ID, Bounds.BANK, command, "operator", "a resident waits", now, signing));
            if (entered.outgoing() != null) {
                outgoing.add(entered.outgoing());
            }
        } else {
            outgoing.addAll(Commands.round(store, now, signing));
        }
        Set<CommandClaims> published = new HashSet<>(point.published());
        if (publish) {
            outgoing.forEach(out -> published.add(rules.signed(out.claims(), point.time())));
        }
        return after(point, store, published);
    }

    private static @Nullable Signing signing(Signature signature) {
        return switch (signature) {
            case MADE -> _ -> new Signing.Signature.Made(new byte[0]);
            case REFUSED -> _ -> new Signing.Signature.Refused(Refusal.NOT_ALLOWED, "not now");
            case AWAY -> _ -> new Signing.Signature.Away("nobody answers");
            case NONE -> null;
        };
    }

    private CloudPoint cancelled(CloudPoint point) {
        InMemoryFleetStore store = store(point);
        Instant now = clock.get(point.time());
        store.transaction(transaction -> {
            if (rules.cancelsAlways()) {
                transaction.addFacts(List.of(new CommandFact(ID, What.CANCELLED, now, null, null, "changed my mind")));
            } else {
                Commands.cancel(transaction, ID, "changed my mind", now);
            }
            return ID;
        });
        return after(point, store, point.published());
    }

    private CloudPoint heard(CloudPoint point, CommandFact fact) {
        InMemoryFleetStore store = store(point);
        store.transaction(transaction -> Commands.hear(transaction, Map.of(Bounds.BANK, List.of(fact))));
        CloudPoint after = after(point, store, point.published());
        List<CommandFact> unheard = new ArrayList<>(point.unheard());
        unheard.remove(fact);
        return new CloudPoint(
                after.record(), after.facts(), after.time(), after.presence(), after.published(), unheard);
    }

    private CloudPoint presence(CloudPoint point) {
        return new CloudPoint(
                point.record(), point.facts(), point.time(), point.presence() + 1, point.published(), point.unheard());
    }

    private CloudPoint later(CloudPoint point) {
        return new CloudPoint(
                point.record(), point.facts(), point.time() + 1, point.presence(), point.published(), point.unheard());
    }

    /// All that a replica that starts now finds.
    private InMemoryFleetStore store(CloudPoint point) {
        InMemoryFleetStore store = new InMemoryFleetStore();
        store.transaction(transaction -> {
            PresenceState presence = presenceOf(point.presence());
            if (presence != null) {
                transaction.savePresence(List.of(presence));
            }
            CommandRecord record = point.record();
            if (record != null) {
                transaction.insertCommand(record);
                transaction.addFacts(point.facts());
            }
            return ID;
        });
        return store;
    }

    /// What the transaction left behind.
    private CloudPoint after(CloudPoint point, InMemoryFleetStore store, Set<CommandClaims> published) {
        List<CommandFact> all = store.transaction(transaction -> transaction.facts(List.of(ID)));
        List<CommandFact> facts = new ArrayList<>(point.facts());
        facts.addAll(rules.added(
                all.stream().filter(fact -> !point.facts().contains(fact)).toList()));
        CommandRecord record = store.commands().getFirst().withStanding(rules.standing(facts));
        return new CloudPoint(record, facts, point.time(), point.presence(), Set.copyOf(published), point.unheard());
    }

    /// Never seen; there, but perhaps somebody else; there; there again on a new connection; there in a new boot.
    private static @Nullable PresenceState presenceOf(int phase) {
        if (phase == 0) {
            return null;
        }
        long boot = phase == LAST_PRESENCE ? 2 : 1;
        Presence word = new Presence(
                Presence.State.ONLINE,
                START,
                boot,
                Bounds.bootId(boot),
                1_000,
                new SessionId(new UUID(1, phase)),
                "1.0",
                new JournalId(new UUID(1, 1)),
                1,
                1);
        return new PresenceState(Bounds.BANK, word, START, START, null, phase > 1);
    }

    private static void add(List<Exploration.Way<CloudPoint>> ways, String name, CloudPoint to) {
        ways.add(new Exploration.Way<>(name, to));
    }
}
