package io.lockward.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PercentilesTest {
    @Test
    void takesTheNearestRankWhateverTheOrder() {
        Percentiles hundred = new Percentiles(
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList());
        assertEquals(50, hundred.at(50));
        assertEquals(99, hundred.at(99));
        assertEquals(100, hundred.at(100));
        assertEquals(50.5, hundred.median());
    }

    @Test
    void isTheOnlySampleWhenThereIsOne() {
        Percentiles one = new Percentiles(List.of(7.0));
        assertEquals(7, one.at(1));
        assertEquals(7, one.at(99));
        assertEquals(7, one.median());
    }

    @Test
    void refusesToSayAnythingOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Percentiles(List.of()));
    }
}
