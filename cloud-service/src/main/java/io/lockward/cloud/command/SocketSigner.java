package io.lockward.cloud.command;

import io.lockward.cloud.key.KeySets;
import io.lockward.fleet.command.Signing.Signature;
import io.lockward.protocol.Desired;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.Refusal;
import io.lockward.protocol.parcel.Tickets;
import io.lockward.protocol.signer.SignAnswer;
import io.lockward.protocol.signer.SignRefusal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Has everything signed by the signer behind `lockward.signer.socket`, a process of its own, so that this one holds no
/// key. Without that setting nothing is signed. Any thread.
@Singleton
final class SocketSigner implements CommandSigner {
    private static final String NOT_CONFIGURED =
            "No signer is configured (lockward.signer.socket), so nothing can be signed.";

    private static final String AWAY = "The signer does not answer, so nothing can be signed.";
    private static final String NOT_READY = "The signer cannot sign now: it cannot write its own log.";

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /// Health is asked for by readiness, metrics and each round of commands; the signer need not hear each of them.
    private static final Duration KNOWN_FOR = Duration.ofSeconds(2);

    private record Known(Instant at, @Nullable String away) {}

    private final @Nullable SignerSocket socket;
    private final InstantSource clock;
    private volatile @Nullable Known known;

    SocketSigner(@ConfigProperty(name = "lockward.signer.socket") Optional<String> path, InstantSource clock) {
        this.socket = path.isEmpty() ? null : new SignerSocket(Path.of(path.get()), PATIENCE, System::nanoTime);
        this.clock = clock;
    }

    @Override
    public Signature sign(CommandClaims claims, @Nullable String kid) {
        if (socket == null) {
            return new Signature.Away(NOT_CONFIGURED);
        }
        return kid == null ? noKey() : signature(socket.sign(kid, claims));
    }

    @Override
    public Signature sign(Desired desired, @Nullable String kid) {
        if (socket == null) {
            return new Signature.Away(NOT_CONFIGURED);
        }
        return kid == null ? noKey() : signature(socket.sign(kid, desired));
    }

    @Override
    public Signature sign(Tickets tickets, @Nullable String kid) {
        if (socket == null) {
            return new Signature.Away(NOT_CONFIGURED);
        }
        return kid == null ? noKey() : signature(socket.sign(kid, tickets));
    }

    @Override
    public @Nullable String away() {
        if (socket == null) {
            return NOT_CONFIGURED;
        }
        Instant now = clock.instant();
        Known last = known;
        if (last == null || now.isAfter(last.at().plus(KNOWN_FOR))) {
            SignAnswer.Health health = socket.health();
            last = new Known(now, health == null ? AWAY : health.ready() ? null : NOT_READY);
            known = last;
        }
        return last.away();
    }

    /// How the signer is, for people.
    ///
    /// @param inForce the key set that its keys should be in
    SignerView view(KeySets.@Nullable InForce inForce) {
        if (socket == null) {
            return SignerView.without("not-configured", NOT_CONFIGURED);
        }
        SignAnswer.Health health = socket.health();
        SignAnswer.Keys keys = health == null ? null : socket.keys();
        if (health == null || keys == null) {
            return SignerView.without("away", AWAY);
        }
        List<SignerView.KeyView> told = keys.keys().stream()
                .map(key -> new SignerView.KeyView(key.kid(), key.x().thumbprint(), isIn(inForce, key)))
                .toList();
        return new SignerView(
                health.ready() ? "ready" : "not-ready",
                health.ready() ? "It signs what is asked for, within its limits." : NOT_READY,
                told,
                health.signed(),
                health.refused(),
                health.line(),
                health.hash(),
                health.limits());
    }

    private static boolean isIn(KeySets.@Nullable InForce inForce, SignAnswer.PublicKey key) {
        return inForce != null
                && inForce.set().keys().stream()
                        .anyMatch(one -> one.kid().equals(key.kid()) && one.x().equals(key.x()));
    }

    @PreDestroy
    void close() {
        if (socket != null) {
            socket.close();
        }
    }

    private static Signature noKey() {
        return new Signature.NotYet(
                "No key counts both in the key set in force and at the bank, which gets the newest set first.");
    }

    private Signature signature(SignerSocket.Outcome outcome) {
        return switch (outcome) {
            case SignerSocket.Outcome.Signed signed -> new Signature.Made(signed.bytes());
            case SignerSocket.Outcome.Unavailable(String detail) -> {
                known = new Known(clock.instant(), "The signer is away: " + cut(detail) + '.');
                yield new Signature.Away(cut(detail));
            }
            case SignerSocket.Outcome.Refused(SignRefusal reason, String detail) ->
                switch (reason) {
                    // Somebody handed a key set out before the signer had its key: that is mended, and then it signs.
                    case UNKNOWN_KEY, UNAVAILABLE -> new Signature.NotYet(cut(detail));
                    // The bank's own limit answers with the same kind. A door that opens later than asked helps nobody.
                    case RATE_LIMITED ->
                        new Signature.Refused(
                                Refusal.RATE_LIMITED, "more was asked than it signs in a minute (" + cut(detail) + ')');
                    case MALFORMED -> new Signature.Refused(Refusal.MALFORMED, cut(detail));
                    case NOT_ALLOWED -> new Signature.Refused(Refusal.NOT_ALLOWED, cut(detail));
                };
        };
    }

    private static String cut(String text) {
        return text.length() <= 160 ? text : text.substring(0, 160);
    }
}
