package io.lockward.agent.bank;

import io.lockward.agent.bank.BankMemory.Condition;
import io.lockward.agent.bank.sensing.Sensing;
import io.lockward.agent.bank.sensing.SensingWatch;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.agent.bank.sensing.SensorHealth;
import io.lockward.agent.bank.sensing.Standing;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.entry.ConditionEntry.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which occupancy sensors are ill by their own samples, so that a person hears of it before a parcel depends on them.
/// One condition for each ill sensor beside a well one, and a single one for a compartment that has no well one left.
/// What a verdict makes of an ill sensor is not decided here.
final class IllnessRules {
    private IllnessRules() {}

    /// What an earlier process told of sensors that are not fitted any more is over.
    static void started(Turn turn) {
        Set<Condition> fitted = new TreeSet<>();
        turn.setup.sensing().forEach((compartment, setup) -> {
            setup.tunings().keySet().forEach(channel -> {
                fitted.add(new Condition(Kind.SENSOR_ILL, subject(compartment, channel)));
                fitted.add(new Condition(Kind.COMPARTMENT_BLIND, compartment.value()));
            });
        });
        for (Condition condition : List.copyOf(turn.memory.conditions())) {
            boolean ours = condition.kind() == Kind.SENSOR_ILL || condition.kind() == Kind.COMPARTMENT_BLIND;
            if (ours && !fitted.contains(condition)) {
                turn.clear(condition.kind(), condition.subject());
            }
        }
    }

    static void tick(Turn turn) {
        for (Map.Entry<CompartmentId, SensingWatch> one : turn.sensing().entrySet()) {
            if (!one.getValue().setup().tunings().isEmpty()) {
                look(turn, one.getKey(), one.getValue());
            }
        }
    }

    private static void look(Turn turn, CompartmentId compartment, SensingWatch watch) {
        Map<SensorChannel, Standing> standing = Sensing.standing(watch);
        boolean wasBlind = turn.memory.hasRaised(Kind.COMPARTMENT_BLIND, compartment.value());
        Set<SensorChannel> ill = EnumSet.noneOf(SensorChannel.class);
        standing.forEach((channel, how) -> {
            boolean wasIll = wasBlind || turn.memory.hasRaised(Kind.SENSOR_ILL, subject(compartment, channel));
            if (how == Standing.ILL || (how == Standing.OPEN && wasIll)) {
                ill.add(channel);
            }
        });
        Map<SensorChannel, SensorHealth> health = Sensing.health(watch);
        boolean isBlind = ill.size() == standing.size();
        if (isBlind && !wasBlind) {
            String words = ill.stream()
                    .map(channel -> SensedWords.word(channel) + ' ' + words(health.get(channel)))
                    .collect(Collectors.joining("; "));
            turn.raise(Kind.COMPARTMENT_BLIND, compartment.value(), words);
        }
        for (SensorChannel channel : standing.keySet()) {
            String subject = subject(compartment, channel);
            if (ill.contains(channel) && !isBlind) {
                turn.raise(Kind.SENSOR_ILL, subject, words(health.get(channel)));
            } else {
                turn.clear(Kind.SENSOR_ILL, subject);
            }
        }
        if (!isBlind) {
            turn.clear(Kind.COMPARTMENT_BLIND, compartment.value());
        }
    }

    private static String words(@Nullable SensorHealth health) {
        return health == null || health instanceof SensorHealth.Well
                ? "it was ill, and has not been well for long enough"
                : health.words();
    }

    /// Such as `A07/load-cell`, at most 40 characters.
    private static String subject(CompartmentId compartment, SensorChannel channel) {
        return compartment.value() + '/' + SensedWords.word(channel);
    }
}
