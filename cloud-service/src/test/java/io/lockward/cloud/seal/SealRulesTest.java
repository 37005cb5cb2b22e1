package io.lockward.cloud.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockward.cloud.seal.SealRules.Answer;
import io.lockward.protocol.parcel.SealKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealRulesTest {
    private static final SealKey FIRST = new SealKey("seal-1", "A".repeat(43));
    private static final SealKey SECOND = new SealKey("seal-2", "B".repeat(43));
    private static final SealKey THIRD = new SealKey("seal-3", "C".repeat(43));

    private static Answer of(List<SealKey> file, SealKey... agreed) {
        return SealRules.of(file, List.of(agreed));
    }

    @Test
    void proposes_its_own_when_there_is_none() {
        assertEquals(new Answer.Proposes(FIRST), of(List.of(FIRST)));
    }

    @Test
    void proposes_a_new_one_only_beside_the_one_in_use() {
        assertEquals(new Answer.Proposes(SECOND), of(List.of(SECOND, FIRST), FIRST));
        assertEquals(new Answer.Lacks(FIRST), of(List.of(SECOND), FIRST), "another service's file");
    }

    @Test
    void holds_the_one_in_use_whatever_older_ones_are_there() {
        assertEquals(new Answer.Holds(SECOND), of(List.of(SECOND, FIRST), SECOND, FIRST));
        assertEquals(new Answer.Holds(SECOND), of(List.of(SECOND), SECOND, FIRST), "the old one was dropped");
    }

    @Test
    void never_goes_back_to_a_key_that_was_in_use_before() {
        assertEquals(new Answer.Lacks(SECOND), of(List.of(FIRST), SECOND, FIRST), "a file from before the rotation");
        assertEquals(new Answer.Holds(SECOND), of(List.of(FIRST, SECOND), SECOND, FIRST));
        assertEquals(new Answer.Lacks(THIRD), of(List.of(SECOND, FIRST), THIRD, FIRST), "two new keys at once");
    }

    @Test
    void does_not_take_another_key_of_the_same_name_for_the_one_in_use() {
        assertEquals(new Answer.Lacks(FIRST), of(List.of(new SealKey("seal-1", "D".repeat(43))), FIRST));
    }
}
