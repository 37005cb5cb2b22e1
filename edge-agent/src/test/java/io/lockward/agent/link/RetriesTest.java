package io.lockward.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.link.Transport.Closing;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final int TRIES = 200;

    private final Retries retries = new Retries(LinkLimits.DEFAULT, new Random(5));

    private long longest(Supplier<Closing> why) {
        return LongStream.range(0, TRIES)
                .map(_ -> retries.after(why.get()))
                .max()
                .orElseThrow();
    }

    @Test
    void aBankWhoseRouterIsAwayIsBackBeforeAnybodyCallsItOffline() {
        assertTrue(longest(() -> Closing.NO_NETWORK) <= 10_000);
        assertTrue(retries.after(Closing.UNREACHABLE) <= 1_000, "the broker gave no trouble so far");
    }

    @Test
    void aBrokerInTroubleIsLeftAlone() {
        assertTrue(longest(() -> Closing.UNREACHABLE) > 60_000);
        retries.after(Closing.NO_NETWORK);
        assertTrue(longest(() -> Closing.REFUSED) > 60_000, "a loss of our own network does not excuse it");
        retries.held();
        assertTrue(retries.after(Closing.UNREACHABLE) <= 1_000);
    }

    @Test
    void whatDidNotLeaveTheSiteIsToldFromWhatTheBrokerDid() {
        assertEquals(Closing.NO_NETWORK, PahoConnection.why(paho(new UnknownHostException("broker.example"))));
        assertEquals(Closing.NO_NETWORK, PahoConnection.why(paho(new NoRouteToHostException("No route to host"))));
        assertEquals(Closing.NO_NETWORK, PahoConnection.why(paho(new ConnectException("Network is unreachable"))));
        assertEquals(Closing.UNREACHABLE, PahoConnection.why(paho(new ConnectException("Connection refused"))));
        assertEquals(Closing.UNREACHABLE, PahoConnection.why(paho(new SocketTimeoutException("Connect timed out"))));
        assertEquals(Closing.UNREACHABLE, PahoConnection.why(null));
        assertEquals(Closing.NOT_AUTHORISED, PahoConnection.why(new MqttException(0x87)));
        assertEquals(Closing.REFUSED, PahoConnection.why(new MqttException(0x97)));
    }

    private static MqttException paho(Exception cause) {
        return new MqttException(MqttClientException.REASON_CODE_SERVER_CONNECT_ERROR, cause);
    }
}
