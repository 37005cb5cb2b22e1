package io.lockward.agent.link;

import io.lockward.protocol.BankId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Logs in to the broker with a bank's credential and leaves again: without a will, a presence or a subscription. The
/// broker throws out whoever else is connected as this bank, so never while the agent runs. Stateless.
public final class LoginTrial {
    private static final int KEEP_ALIVE_SECONDS = 20;

    private LoginTrial() {}

    /// What became of it.
    public sealed interface Outcome {
        record Welcome() implements Outcome {}

        /// The broker said no.
        ///
        /// @param isCredential whether it does not know, or not allow, this user name and password
        record Refused(boolean isCredential, String detail) implements Outcome {}

        /// No broker answered in time, or no trusted one.
        record Unreachable(String detail) implements Outcome {}
    }

    /// @param patience for the whole trial, at least 1 s
    public static Outcome run(Transport transport, BankId bank, String password, Duration patience)
            throws InterruptedException {
        Ear ear = new Ear();
        ConnectOptions options = new ConnectOptions(
                bank.value(),
                bank.value(),
                password,
                null,
                null,
                KEEP_ALIVE_SECONDS,
                1,
                Math.toIntExact(patience.toMillis()));
        Transport.Connection connection = transport.connect(options, ear);
        try {
            Outcome outcome = ear.heard.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            connection.close();
            return outcome;
        } catch (TimeoutException _) {
            connection.abandon();
            return new Outcome.Unreachable("no answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("only values are told", e);
        }
    }

    private static final class Ear implements Transport.Listener {
        private final CompletableFuture<Outcome> heard = new CompletableFuture<>();

        @Override
        public void connected() {
            heard.complete(new Outcome.Welcome());
        }

        @Override
        public void subscribed(boolean granted) {}

        @Override
        public void published(long token) {}

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {}

        @Override
        public void closed(Transport.Closing why, String detail) {
            heard.complete(
                    switch (why) {
                        case NOT_AUTHORISED -> new Outcome.Refused(true, detail);
                        case REFUSED -> new Outcome.Refused(false, detail);
                        case NO_NETWORK, NO_NAME, UNREACHABLE, OURS -> new Outcome.Unreachable(detail);
                    });
        }
    }
}
