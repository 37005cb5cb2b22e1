package io.lockward.cloud.command;

import io.lockward.protocol.Desired;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.parcel.Tickets;
import io.lockward.protocol.signer.SignAnswer;
import io.lockward.protocol.signer.SignRefusal;
import io.lockward.protocol.signer.SignRequest;
import io.lockward.protocol.wire.Decoded;
import io.lockward.protocol.wire.SignerWire;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Asks the signer, the process that holds the command key, over its local socket. Keeps a few connections and opens
/// them anew when they broke. Any thread; blocks, at most for its patience.
public final class SignerSocket implements AutoCloseable {
    /// The signer takes 16 by default; another replica or a person may ask as well.
    private static final int CONNECTIONS = 4;

    private final Path socket;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Semaphore places = new Semaphore(CONNECTIONS, true);
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// What asking for a signature gives.
    public sealed interface Outcome {
        /// @param jws as it goes to the bank
        record Signed(String jws) implements Outcome {
            /// The same as bytes.
            public byte[] bytes() {
                return jws.getBytes(StandardCharsets.US_ASCII);
            }
        }

        /// It will not sign this, or not in this minute.
        record Refused(SignRefusal reason, String detail) implements Outcome {}

        /// Nobody answered in time. It may have signed, and written that down; nothing has left.
        record Unavailable(String detail) implements Outcome {}
    }

    /// @param patience for one answer, such as 2 s
    /// @param nanoTime a monotonic clock
    public SignerSocket(Path socket, Duration patience, LongSupplier nanoTime) {
        this.socket = socket;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /// Asks for a command's signature.
    ///
    /// @param kid with which key
    public Outcome sign(String kid, CommandClaims claims) {
        return outcome(new SignRequest.Command(kid, claims));
    }

    /// Asks for a configuration's signature.
    ///
    /// @param kid with which key
    public Outcome sign(String kid, Desired desired) {
        return outcome(new SignRequest.Configuration(kid, desired));
    }

    /// Asks for the signature of a change of tickets.
    ///
    /// @param kid with which key
    public Outcome sign(String kid, Tickets tickets) {
        return outcome(new SignRequest.Ticketing(kid, tickets));
    }

    /// The keys the signer has; `null` when it does not answer.
    public SignAnswer.@Nullable Keys keys() {
        return ask(new SignRequest.Keys()) instanceof Reply.Came(SignAnswer.Keys keys) ? keys : null;
    }

    /// How the signer is; `null` when it does not answer.
    public SignAnswer.@Nullable Health health() {
        return ask(new SignRequest.Health()) instanceof Reply.Came(SignAnswer.Health health) ? health : null;
    }

    private Outcome outcome(SignRequest request) {
        return switch (ask(request)) {
            case Reply.None(String detail) -> new Outcome.Unavailable(detail);
            case Reply.Came(SignAnswer answer) ->
                switch (answer) {
                    case SignAnswer.Signed(String jws) -> new Outcome.Signed(jws);
                    case SignAnswer.Refused(SignRefusal reason, String detail) ->
                        reason == SignRefusal.UNAVAILABLE
                                ? new Outcome.Unavailable(detail)
                                : new Outcome.Refused(reason, detail);
                    case SignAnswer.Keys _, SignAnswer.Health _ ->
                        new Outcome.Unavailable("the signer answered something else");
                };
        };
    }

    private sealed interface Reply {
        record Came(SignAnswer answer) implements Reply {}

        record None(String detail) implements Reply {}
    }

    private Reply ask(SignRequest request) {
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        byte[] line = SignerWire.encode(request);
        if (line.length - 1 > SignerWire.MOST_REQUEST_BYTES) {
            return new Reply.None("the request has more than " + SignerWire.MOST_REQUEST_BYTES + " bytes");
        }
        try {
            if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Reply.None("the signer is busy");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Reply.None("interrupted");
        }
        try {
            return closed.get() ? new Reply.None("closed") : ask(line, deadline);
        } finally {
            places.release();
        }
    }

    private Reply ask(byte[] line, long deadline) {
        try {
            Connection known = idle.pollFirst();
            if (known != null) {
                try {
                    return exchange(known, line, deadline);
                } catch (Gone _) {
                    // the signer was restarted, or tired of waiting: nothing was answered, so it is asked again
                    forget();
                }
            }
            return exchange(new Connection(socket), line, deadline);
        } catch (IOException e) {
            return new Reply.None("the signer does not answer on " + socket + ": " + e.getMessage());
        }
    }

    private Reply exchange(Connection connection, byte[] line, long deadline) throws IOException {
        byte[] answer;
        try {
            answer = connection.ask(line, deadline);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
        return switch (SignerWire.answer(answer)) {
            case Decoded.Ok<SignAnswer>(SignAnswer read) -> {
                idle.addFirst(connection);
                if (closed.get()) {
                    forget();
                }
                yield new Reply.Came(read);
            }
            case Decoded.Rejected<SignAnswer>(Decoded.Reason _, String detail) -> {
                connection.close();
                yield new Reply.None("the signer's answer cannot be read: " + detail);
            }
        };
    }

    private void forget() {
        for (Connection one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
            one.close();
        }
    }

    @Override
    public void close() {
        closed.set(true);
        forget();
    }

    /// The connection ended before anything was answered.
    private static final class Gone extends IOException {
        Gone(String message) {
            super(message);
        }
    }

    private final class Connection {
        private final SocketChannel channel;
        private final Selector selector;
        private final ByteBuffer in = ByteBuffer.allocate(SignerWire.MOST_ANSWER_BYTES + 1);

        Connection(Path socket) throws IOException {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            try {
                channel.configureBlocking(false);
                selector = Selector.open();
                channel.register(selector, SelectionKey.OP_READ);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        byte[] ask(byte[] line, long deadline) throws IOException {
            in.clear();
            ByteBuffer out = ByteBuffer.wrap(line);
            try {
                while (out.hasRemaining()) {
                    if (channel.write(out) == 0) {
                        await(SelectionKey.OP_WRITE, deadline);
                    }
                }
            } catch (IOException e) {
                throw e instanceof Late ? e : new Gone(e.toString());
            }
            while (in.hasRemaining()) {
                int read = channel.read(in);
                if (read < 0) {
                    throw in.position() == 0 ? new Gone("it ended the connection") : new IOException("half an answer");
                } else if (read == 0) {
                    await(SelectionKey.OP_READ, deadline);
                } else if (in.get(in.position() - 1) == '\n') {
                    return Arrays.copyOf(in.array(), in.position() - 1);
                }
            }
            throw new IOException("an answer without an end");
        }

        private void await(int what, long deadline) throws IOException {
            long left = deadline - nanoTime.getAsLong();
            if (left <= 0) {
                throw new Late();
            }
            channel.register(selector, what);
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            selector.selectedKeys().clear();
        }

        void close() {
            try (selector) {
                channel.close();
            } catch (IOException _) {
                // it is gone, which was wanted
            }
        }
    }

    /// No answer in time.
    private static final class Late extends IOException {
        Late() {
            super("no answer in time");
        }
    }
}
