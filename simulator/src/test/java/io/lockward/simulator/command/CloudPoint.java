package io.lockward.simulator.command;

import io.lockward.fleet.command.CommandFact;
import io.lockward.fleet.command.CommandRecord;
import io.lockward.protocol.command.CommandClaims;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a command stands in the cloud, whose replicas keep nothing but this between two transactions: a restart
/// of the cloud is no event of its own, it happens between any two.
///
/// @param record `null` before anybody asked
/// @param facts what is known, in the order in which it became known
/// @param time which moment of the cloud's clock it is
/// @param presence how far the bank's presence has come
/// @param published everything that ever left for the bank
/// @param unheard the bank's words that have not come yet
record CloudPoint(
        @Nullable CommandRecord record,
        List<CommandFact> facts,
        int time,
        int presence,
        Set<CommandClaims> published,
        List<CommandFact> unheard) {
    CloudPoint {
        facts = List.copyOf(facts);
        unheard = List.copyOf(unheard);
    }

    /// Without the order in which it came to be.
    Object key() {
        Set<String> known = facts.stream().map(CommandFact::key).collect(Collectors.toCollection(TreeSet::new));
        return Arrays.asList(record, known, time, presence, published, unheard);
    }

    boolean wasPublished() {
        return !published.isEmpty();
    }
}
