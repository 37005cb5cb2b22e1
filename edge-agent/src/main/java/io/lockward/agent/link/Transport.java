package io.lockward.agent.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An MQTT 5 client that can die at any time, also without saying so. Nothing here blocks: every call returns at once
/// and every answer comes through the [Listener]. Adapters: [PahoTransport], and a simulated one in one thread.
public interface Transport {

    /// Starts a connection. Nothing is thrown for what the network does: it comes as [Listener#closed].
    ///
    /// @param listener hears of this connection only; may be called from any thread, also before this returns
    Connection connect(ConnectOptions options, Listener listener);

    /// The address on this machine of the newest connection and that of its other end, for people; `null` while none
    /// stands or when it is not known.
    default @Nullable String path() {
        return null;
    }

    /// One connection, from the attempt to its end. Called by one thread at a time.
    interface Connection {
        /// Asks for topics at QoS 1; answered by [Listener#subscribed] or [Listener#closed].
        void subscribe(List<String> topics);

        /// Sends one message, never retained.
        ///
        /// @param qos 0 or 1
        /// @param token comes back in [Listener#published]
        void publish(String topic, byte[] payload, int qos, long token);

        /// Says goodbye, so that the will is not published. Bounded by the adapter; nothing is heard afterwards but
        /// perhaps [Listener#closed].
        void close();

        /// Lets go without a word: the broker publishes the will. For connections that no longer answer.
        void abandon();
    }

    /// What a connection tells. Implementations only take note and return: they are called from the client's threads.
    interface Listener {
        void connected();

        /// @param granted whether the broker gave every topic
        void subscribed(boolean granted);

        /// QoS 1: the broker has it (a PUBACK without an error). QoS 0: it was written.
        void published(long token);

        void arrived(String topic, byte[] payload, boolean retained);

        /// The connection is over, or never came to be. At most once.
        void closed(Closing why, String detail);
    }

    /// Why a connection is over.
    enum Closing {
        /// The broker does not know these credentials, or does not allow them.
        NOT_AUTHORISED,
        /// The broker answered with another refusal, or told us to go.
        REFUSED,
        /// The attempt did not leave this machine or its site: no network, no route.
        NO_NETWORK,
        /// The broker's name has no address, while this machine has a network: the name server is away, or the router
        /// in front of it.
        NO_NAME,
        /// No listener, no answer, no TLS, connection lost.
        UNREACHABLE,
        /// We ended it.
        OURS
    }
}
