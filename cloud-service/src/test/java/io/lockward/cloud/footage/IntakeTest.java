package io.lockward.cloud.footage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lockward.cloud.footage.UploadRules.Refusal;
import io.lockward.protocol.BankId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Duration IDLE = Duration.ofSeconds(20);
    private long now;

    /// Sends so many bytes, one after each pause, then ends or breaks off.
    private InputStream trickle(int bytes, Duration pause, boolean breaks) {
        return new InputStream() {
            private int sent;

            @Override
            public int read() throws IOException {
                now += pause.toNanos();
                if (sent == bytes) {
                    if (breaks) {
                        throw new IOException("broken");
                    }
                    return -1;
                }
                return sent++ % 100;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int one = read();
                if (one >= 0) {
                    into[offset] = (byte) one;
                }
                return one < 0 ? -1 : 1;
            }
        };
    }

    private Intake read(int size, int sent, Duration pause, boolean breaks) {
        return Intake.read(trickle(sent, pause, breaks), new byte[size], () -> now, IDLE);
    }

    @Test
    void what_comes_in_time_is_read_whole() {
        byte[] into = new byte[5];
        Intake intake = Intake.read(trickle(9, Duration.ofSeconds(1), false), into, () -> now, IDLE);
        assertEquals(new Intake(5, false), intake);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4}, into);
    }

    @Test
    void a_body_that_trickles_is_given_up_after_a_while_however_long_it_is() {
        assertEquals(new Intake(10, true), read(1_000_000, 1_000_000, Duration.ofSeconds(10), false));
        assertEquals(new Intake(8, false), read(8, 8, Duration.ofSeconds(12), false), "the last byte decides");
    }

    @Test
    void a_line_that_breaks_is_no_slow_one_and_a_silent_one_is() {
        assertEquals(new Intake(3, false), read(10, 3, Duration.ofSeconds(1), true));
        assertEquals(new Intake(0, true), read(10, 0, IDLE, true));
        assertEquals(new Intake(0, true), read(10, 0, IDLE.minusMillis(1), true), "the server's clock is another one");
        assertEquals(new Intake(3, false), read(10, 3, Duration.ofSeconds(1), false), "it ends too early");
    }

    @Test
    void no_bank_gets_more_than_its_share_of_the_places() {
        UploadPlaces places = new UploadPlaces();
        BankId hostile = new BankId("bank-0");
        assertNull(places.enter(hostile));
        assertNull(places.enter(hostile));
        assertEquals(Refusal.TOO_MANY, places.enter(hostile));
        for (int i = 1; i <= (UploadPlaces.ALL - UploadPlaces.OF_ONE_BANK) / 2; i++) {
            assertNull(places.enter(new BankId("bank-" + i)));
            assertNull(places.enter(new BankId("bank-" + i)));
        }
        assertEquals(UploadPlaces.ALL, places.taken());
        assertEquals(Refusal.BUSY, places.enter(new BankId("bank-x")));
        places.leave(hostile);
        assertNull(places.enter(new BankId("bank-x")));
        places.leave(hostile);
        places.leave(new BankId("bank-x"));
        assertNull(places.enter(hostile));
        assertNull(places.enter(hostile));
        assertEquals(Refusal.TOO_MANY, places.enter(hostile));
    }
}
