package io.lockward.agent.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EssenceTest {
    /// When this fails, say in [Essence] whether a decision about a command reads the new component; when it
    /// does, add it there, or the exploration takes states for the same that are not.
    @Test
    void the_essence_has_thought_of_every_component_of_a_banks_state() {
        Essence.COMPONENTS.forEach((type, names) -> assertEquals(
                new TreeSet<>(Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList()),
                words(names),
                type.getSimpleName()));
    }

    private static Set<String> words(String names) {
        TreeSet<String> words = new TreeSet<>(List.of(names.split("[, ]+")));
        words.removeAll(Set.of("reads", "not"));
        return words;
    }
}
