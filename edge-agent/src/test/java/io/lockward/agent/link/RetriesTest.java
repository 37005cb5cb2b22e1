package io.lockward.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.link.Transport.Closing;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {
    private static final int TRIES = 200;
    private static final int FLEET = 10_000;

    private final Retries retries = new Retries(LinkLimits.DEFAULT, new Random(5));

    /// Uptime in milliseconds.
    private long up = 5_000;

    private long longest(Supplier<Closing> why) {
        return LongStream.range(0, TRIES)
                .map(_ -> retries.after(why.get(), up))
                .max()
                .orElseThrow();
    }

    @Test
    void aBankWhoseRouterIsAwayIsBackBeforeAnybodyCallsItOffline() {
        assertTrue(longest(() -> Closing.NO_NETWORK) <= 10_000);
        assertTrue(retries.after(Closing.UNREACHABLE, up) <= 1_000, "the broker gave no trouble so far");
    }

    @Test
    void aBrokerInTroubleIsLeftAlone() {
        assertTrue(longest(() -> Closing.UNREACHABLE) > 60_000);
        retries.after(Closing.NO_NETWORK, up);
        assertTrue(longest(() -> Closing.REFUSED) > 60_000, "a loss of our own network does not excuse it");
        retries.held();
        assertTrue(retries.after(Closing.UNREACHABLE, up) <= 1_000);
    }

    @Test
    void whatDidNotLeaveTheSiteIsToldFromWhatTheBrokerDid() {
        Exception nameless = paho(new UnknownHostException("broker.example"));
        assertEquals(Closing.NO_NAME, PahoConnection.why(nameless, () -> true));
        assertEquals(Closing.NO_NETWORK, PahoConnection.why(nameless, () -> false), "the cable is out");
        assertEquals(
                Closing.NO_NETWORK,
                PahoConnection.why(paho(new NoRouteToHostException("No route to host")), () -> true));
        assertEquals(
                Closing.NO_NETWORK,
                PahoConnection.why(paho(new ConnectException("Network is unreachable")), () -> true));
        assertEquals(
                Closing.UNREACHABLE, PahoConnection.why(paho(new ConnectException("Connection refused")), () -> true));
        assertEquals(
                Closing.UNREACHABLE,
                PahoConnection.why(paho(new SocketTimeoutException("Connect timed out")), () -> true));
        assertEquals(Closing.UNREACHABLE, PahoConnection.why(null, () -> true));
        assertEquals(Closing.NOT_AUTHORISED, PahoConnection.why(new MqttException(0x87), () -> true));
        assertEquals(Closing.REFUSED, PahoConnection.why(new MqttException(0x97), () -> true));
    }

    /// Ten thousand banks lose the broker within a second, and its name with it.
    ///
    /// @param outage for how long the name has no address
    /// @return how long after that each bank tries again, sorted
    private static long[] returns(long outage, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, FLEET)
                .mapToLong(_ -> {
                    Retries bank = new Retries(LinkLimits.DEFAULT, random);
                    long up = random.nextLong(1_000);
                    while (up < outage) {
                        // A name that is not found takes up to a second; the resolver gives up, or remembers that.
                        up += random.nextLong(1_000) + bank.after(Closing.NO_NAME, up);
                    }
                    return up - outage;
                })
                .sorted()
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "10, 11", "30, 11", "45, 26", "60, 41", "120, 101", "180, 121", "3600, 121"})
    void aBankThatFindsNoNameIsBackSoonAndLaterOnlyAfterALongerOutage(long outage, long latest) {
        for (long seed = 1; seed <= 3; seed++) {
            long[] back = returns(outage * 1_000, seed);
            assertTrue(back[FLEET - 1] <= latest * 1_000, () -> "the last one after " + back[FLEET - 1] + " ms");
        }
    }

    @ParameterizedTest
    @CsvSource({"120, 60", "180, 75", "600, 85", "3600, 85"})
    void aFleetComesBackSpreadAfterMinutesWithoutAName(long outage, long spread) {
        for (long seed = 1; seed <= 3; seed++) {
            long[] back = returns(outage * 1_000, seed);
            long most = LongStream.of(back)
                    .boxed()
                    .collect(Collectors.groupingBy(millis -> millis / 10_000, Collectors.counting()))
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElseThrow();
            assertTrue(most <= FLEET / 4, () -> most + " in the same 10 s");
            long nineTenths = back[FLEET * 95 / 100] - back[FLEET * 5 / 100];
            assertTrue(nineTenths >= spread * 1_000, () -> "nine tenths come within " + nineTenths + " ms");
        }
    }

    @Test
    void whatFoundAnAddressOrLostItsOwnNetworkBeginsAnew() {
        for (Closing other : List.of(Closing.NO_NETWORK, Closing.UNREACHABLE)) {
            retries.after(Closing.NO_NAME, up);
            up += 600_000;
            assertTrue(longest(() -> Closing.NO_NAME) > 60_000);
            retries.after(other, up);
            assertTrue(longest(() -> Closing.NO_NAME) <= 10_000, () -> "after " + other);
        }
    }

    private static MqttException paho(Exception cause) {
        return new MqttException(MqttClientException.REASON_CODE_SERVER_CONNECT_ERROR, cause);
    }
}
