package io.lockward.agent.link;

import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/// One throw-away Paho client. Its calls run on a daemon thread of this connection, so that a call that never returns
/// costs a thread and not the link.
final class PahoConnection implements Transport.Connection {
    private static final int CALLS_WAITING = 256;
    private static final long GOODBYE_MILLIS = 1_000;
    private static final int BAD_USER_NAME_OR_PASSWORD = 0x86;
    private static final int NOT_AUTHORISED = 0x87;
    private static final int FIRST_ERROR = 0x80;
    private static final int LAST_ERROR = 0xFF;

    private interface Call {
        void on(MqttAsyncClient client) throws MqttException;
    }

    private final String server;
    private final String clientId;
    private final Transport.Listener listener;
    private final ThreadPoolExecutor calls;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable MqttAsyncClient client;

    PahoConnection(String server, ConnectOptions options, Transport.Listener listener) {
        this.server = server;
        this.clientId = options.clientId();
        this.listener = listener;
        this.calls = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(CALLS_WAITING), PahoConnection::daemon);
    }

    private static Thread daemon(Runnable work) {
        return Thread.ofPlatform().name("mqtt-calls").daemon().unstarted(work);
    }

    void open(SocketFactory sockets, ConnectOptions options, byte[] password) {
        submit(() -> {
            try {
                MqttAsyncClient made = new MqttAsyncClient(server, clientId, new MemoryPersistence());
                client = made;
                made.setCallback(new Callback());
                made.connect(paho(sockets, options, password), null, new Done(_ -> listener.connected()));
            } catch (MqttException | IllegalArgumentException e) {
                fail(e);
            }
        });
    }

    private static MqttConnectionOptions paho(SocketFactory sockets, ConnectOptions options, byte[] password) {
        MqttConnectionOptions paho = new MqttConnectionOptions();
        paho.setSocketFactory(sockets);
        paho.setAutomaticReconnect(false);
        paho.setCleanStart(true);
        paho.setSessionExpiryInterval(0L);
        paho.setUserName(options.userName());
        paho.setPassword(password);
        paho.setKeepAliveInterval(options.keepAliveSeconds());
        paho.setReceiveMaximum(options.receiveMaximum());
        paho.setTopicAliasMaximum(0);
        paho.setConnectionTimeout(Math.max(1, options.timeoutMillis() / 1_000));
        String willTopic = options.willTopic();
        byte[] will = options.will();
        if (willTopic != null && will != null) {
            paho.setWill(willTopic, new MqttMessage(will, 1, false, new MqttProperties()));
        }
        return paho;
    }

    @Override
    public void subscribe(List<String> topics) {
        MqttSubscription[] wanted =
                topics.stream().map(PahoConnection::subscription).toArray(MqttSubscription[]::new);
        call(paho -> paho.subscribe(
                wanted, null, new Done(token -> listener.subscribed(granted(token))), new MqttProperties()));
    }

    private static MqttSubscription subscription(String topic) {
        MqttSubscription subscription = new MqttSubscription(topic, 1);
        subscription.setRetainAsPublished(
                true); // a message published as retained is seen to be one, also when it is new
        subscription.setRetainHandling(2); // and old ones are not wanted
        return subscription;
    }

    private static boolean granted(IMqttToken token) {
        for (int code : token.getReasonCodes()) {
            if (isError(code)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void publish(String topic, byte[] payload, int qos, long token) {
        MqttMessage message = new MqttMessage(payload, qos, false, new MqttProperties());
        call(paho -> paho.publish(topic, message, null, new Done(sent -> {
            int[] codes = sent.getReasonCodes();
            if (codes != null && codes.length > 0 && isError(codes[0])) {
                fail(new MqttException(codes[0]));
            } else {
                listener.published(token);
            }
        })));
    }

    @Override
    public void close() {
        over.set(true);
        call(paho -> {
            paho.disconnectForcibly(0, GOODBYE_MILLIS, true);
            paho.close(true);
        });
        calls.shutdown();
    }

    @Override
    public void abandon() {
        over.set(true);
        letGo();
    }

    /// Paho's own end may hang like everything else of it: a thread to throw away does that.
    private void letGo() {
        calls.shutdownNow();
        MqttAsyncClient left = client;
        if (left != null) {
            Thread.ofPlatform().name("mqtt-let-go").daemon().start(() -> {
                try {
                    left.disconnectForcibly(0, 1, false);
                } catch (MqttException _) {
                    // It was not connected; what counts is to close it.
                }
                try {
                    left.close(true);
                } catch (MqttException _) {
                    // Nothing more can be done to it.
                }
            });
        }
    }

    private void call(Call call) {
        submit(() -> {
            MqttAsyncClient paho = client;
            if (paho != null) {
                try {
                    call.on(paho);
                } catch (MqttException | IllegalArgumentException | IllegalStateException e) {
                    fail(e);
                }
            }
        });
    }

    private void submit(Runnable work) {
        try {
            calls.execute(work);
        } catch (RejectedExecutionException e) {
            fail(e);
        }
    }

    private void fail(@Nullable Throwable problem) {
        if (over.compareAndSet(false, true)) {
            letGo();
            listener.closed(why(problem, OwnNetwork::isUp), explain(problem));
        }
    }

    /// @param hasNetwork whether this machine has one, asked only when it matters
    static Transport.Closing why(@Nullable Throwable problem, BooleanSupplier hasNetwork) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return hasNetwork.getAsBoolean() ? Transport.Closing.NO_NAME : Transport.Closing.NO_NETWORK;
            }
            if (cause instanceof NoRouteToHostException || isDark(cause)) {
                return Transport.Closing.NO_NETWORK;
            }
        }
        return problem instanceof MqttException mqtt ? why(mqtt.getReasonCode()) : Transport.Closing.UNREACHABLE;
    }

    /// The JDK has no type of its own for ENETUNREACH, only the words of strerror(3).
    private static boolean isDark(Throwable cause) {
        return cause instanceof SocketException && "Network is unreachable".equals(cause.getMessage());
    }

    private static Transport.Closing why(int reasonCode) {
        return switch (reasonCode) {
            case BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORISED -> Transport.Closing.NOT_AUTHORISED;
            default -> isError(reasonCode) ? Transport.Closing.REFUSED : Transport.Closing.UNREACHABLE;
        };
    }

    private static boolean isError(int reasonCode) {
        return reasonCode >= FIRST_ERROR && reasonCode <= LAST_ERROR;
    }

    private static String explain(@Nullable Throwable problem) {
        if (problem == null) {
            return "no reason given";
        }
        Throwable cause = problem.getCause() == null ? problem : problem.getCause();
        String code = problem instanceof MqttException mqtt ? " (" + mqtt.getReasonCode() + ")" : "";
        return cause.getClass().getSimpleName() + code + ": " + cause.getMessage();
    }

    /// Passes an answer on, or ends the connection.
    private final class Done implements MqttActionListener {
        private final Consumer<IMqttToken> then;

        Done(Consumer<IMqttToken> then) {
            this.then = then;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            if (!over.get()) {
                then.accept(token);
            }
        }

        @Override
        public void onFailure(IMqttToken token, @Nullable Throwable problem) {
            fail(problem);
        }
    }

    private final class Callback implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {
            MqttException problem = response.getException();
            fail(problem == null ? new MqttException(response.getReturnCode()) : problem);
        }

        @Override
        public void mqttErrorOccurred(MqttException problem) {
            fail(problem);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            if (!over.get()) {
                listener.arrived(topic, message.getPayload(), message.isRetained());
            }
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Each publish has a listener of its own.
        }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            // The connect's own listener says so.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            fail(new MqttException(reasonCode));
        }
    }
}
