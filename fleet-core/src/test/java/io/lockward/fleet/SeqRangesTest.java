package io.lockward.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeqRangesTest {
    @Test
    void up_to_is_the_end_of_the_range_that_starts_at_one() {
        assertEquals(0, SeqRanges.EMPTY.upTo());
        assertEquals(0, SeqRanges.of(2, 9).upTo());
        assertEquals(4, SeqRanges.of(1, 4).with(6, 9).upTo());
        assertEquals(9, SeqRanges.of(1, 4).with(6, 9).with(5, 5).upTo());
    }

    @Test
    void speaks_postgresql() {
        assertEquals("{[1,5),[6,10)}", SeqRanges.of(1, 4).with(6, 9).toString());
        assertEquals("{}", SeqRanges.EMPTY.toString());
        assertEquals(SeqRanges.of(1, 4).with(6, 9), SeqRanges.parse("{[1,5),[6,10)}"));
        assertEquals(SeqRanges.EMPTY, SeqRanges.parse("{}"));
        assertThrows(IllegalArgumentException.class, () -> SeqRanges.parse("[1,2)"));
        assertThrows(IllegalArgumentException.class, () -> SeqRanges.parse("{(1,2]}"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void is_the_set_that_it_says(long seed) {
        Random random = new Random(seed);
        SeqRanges ranges = SeqRanges.EMPTY;
        SortedSet<Long> model = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            long from = 1L + random.nextInt(120);
            long to = from + random.nextInt(8);
            if (random.nextInt(4) == 0) {
                ranges = ranges.without(from, to);
                model.subSet(from, to + 1).clear();
            } else {
                SeqRanges missing = ranges.missing(from, to);
                for (long n = from; n <= to; n++) {
                    assertEquals(!model.contains(n), missing.contains(n));
                }
                ranges = ranges.with(from, to);
                for (long n = from; n <= to; n++) {
                    model.add(n);
                }
            }
            assertEquals(model.size(), ranges.count());
            assertEquals(ranges, SeqRanges.parse(ranges.toString()));
            for (long n = 1; n < 130; n++) {
                assertEquals(model.contains(n), ranges.contains(n));
            }
        }
    }
}
