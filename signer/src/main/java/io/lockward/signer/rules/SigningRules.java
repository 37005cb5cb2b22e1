package io.lockward.signer.rules;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.signer.SignRefusal;
import io.lockward.protocol.signer.SignRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is signed and what is not, whoever asks: the cloud may be in other hands. Pure; the state is what was signed
/// in the last minute.
///
/// @param kinds what each key may sign: the kinds of commands and [#CONFIGURE]; a key that is missing may sign all
/// @param limits how much in a minute
public record SigningRules(Map<String, Set<String>> kinds, SigningLimits limits) {
    /// The word for a configuration among the kinds of commands.
    public static final String CONFIGURE = "configure";

    /// Everything a key can be allowed to sign.
    public static final Set<String> KINDS = kindsOfCommands();

    /// The minute that limits are about.
    public static final Duration WINDOW = Duration.ofMinutes(1);

    /// A controller does not run for ten years: an expiry that far in its uptime is not meant.
    private static final long LONGEST_UPTIME_MILLIS = Duration.ofDays(3_650).toMillis();

    private static final int PEOPLE = 2;

    public SigningRules {
        kinds = Map.copyOf(kinds);
    }

    /// What comes of a request.
    public sealed interface Decision {
        /// @param past what counts from now on
        record Sign(List<Past> past) implements Decision {
            public Sign {
                past = List.copyOf(past);
            }
        }

        record Refuse(SignRefusal reason, String detail) implements Decision {}
    }

    /// @param past what was signed, oldest first
    /// @param nowNanos the signer's monotonic clock
    public Decision decide(List<Past> past, SignRequest.Command request, long nowNanos) {
        CommandClaims claims = request.claims();
        String insane = insane(claims);
        if (insane != null) {
            return new Decision.Refuse(SignRefusal.MALFORMED, insane);
        }
        String kind = claims.cmd().kind();
        if (!mayBeSigned(request.kid(), kind)) {
            return new Decision.Refuse(SignRefusal.NOT_ALLOWED, "the key " + request.kid() + " does not sign " + kind);
        }
        if (claims.cmd() instanceof Command.UnlockAll(List<String> approvals)
                && new HashSet<>(approvals).size() < PEOPLE) {
            return new Decision.Refuse(SignRefusal.NOT_ALLOWED, "opening everything needs the approval of two people");
        }
        return withinLimits(past, new Past(nowNanos, claims.aud(), claims.act(), sort(claims.cmd())));
    }

    /// @param past what was signed, oldest first
    /// @param nowNanos the signer's monotonic clock
    public Decision decide(List<Past> past, SignRequest.Configuration request, long nowNanos) {
        if (!mayBeSigned(request.kid(), CONFIGURE)) {
            return new Decision.Refuse(
                    SignRefusal.NOT_ALLOWED, "the key " + request.kid() + " does not sign configurations");
        }
        return withinLimits(past, new Past(nowNanos, request.claims().aud(), null, Past.Sort.CONFIGURATION));
    }

    /// Tickets are configuration: they say whose code opens what, and count as such.
    ///
    /// @param past what was signed, oldest first
    /// @param nowNanos the signer's monotonic clock
    public Decision decide(List<Past> past, SignRequest.Ticketing request, long nowNanos) {
        if (!mayBeSigned(request.kid(), CONFIGURE)) {
            return new Decision.Refuse(SignRefusal.NOT_ALLOWED, "the key " + request.kid() + " does not sign tickets");
        }
        return withinLimits(past, new Past(nowNanos, request.claims().aud(), null, Past.Sort.CONFIGURATION));
    }

    private static Past.Sort sort(Command command) {
        return switch (command) {
            case Command.Unlock _, Command.UnlockAll _ -> Past.Sort.UNLOCK;
            case Command.Reboot _,
                    Command.Locate _,
                    Command.Selftest _,
                    Command.OutOfService _,
                    Command.InService _,
                    Command.Diagnose _,
                    Command.PauseRemedy _ -> Past.Sort.COMMAND;
        };
    }

    private static Set<String> kindsOfCommands() {
        Set<String> kinds = new HashSet<>(Set.of(CONFIGURE));
        for (JsonSubTypes.Type kind :
                Command.class.getAnnotation(JsonSubTypes.class).value()) {
            kinds.add(kind.name());
        }
        return Set.copyOf(kinds);
    }

    private boolean mayBeSigned(String kid, String kind) {
        Set<String> allowed = kinds.get(kid);
        return allowed == null || allowed.contains(kind);
    }

    private static @Nullable String insane(CommandClaims claims) {
        if (claims.jti().value().version() != 7) {
            return "jti: a command's id is a UUIDv7";
        }
        if (claims.exp() > LONGEST_UPTIME_MILLIS) {
            return "exp: no bank runs that long";
        }
        if (hasControls(claims.act()) || hasControls(claims.why())) {
            return "act and why are plain text";
        }
        return null;
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private Decision withinLimits(List<Past> past, Past next) {
        List<Past> recent = past.stream()
                .filter(one -> next.atNanos() - one.atNanos() < WINDOW.toNanos())
                .toList();
        for (Bound bound : bounds(next)) {
            List<Past> counted = recent.stream().filter(bound.counts()).toList();
            if (counted.size() >= bound.most()) {
                Past oldest = counted.get(counted.size() - bound.most());
                Duration wait = WINDOW.minusNanos(next.atNanos() - oldest.atNanos());
                return new Decision.Refuse(
                        SignRefusal.RATE_LIMITED,
                        bound.most() + " a minute " + bound.words() + "; again in " + (wait.toSeconds() + 1) + " s");
            }
        }
        List<Past> all = new ArrayList<>(recent);
        all.add(next);
        return new Decision.Sign(all);
    }

    private record Bound(Predicate<Past> counts, int most, String words) {}

    private List<Bound> bounds(Past next) {
        Predicate<Past> sameSort = one -> one.sort().isCommand() == next.sort().isCommand();
        Predicate<Past> sameBank = one -> sameSort.test(one) && one.bank().equals(next.bank());
        Predicate<Past> opens = one -> one.sort() == Past.Sort.UNLOCK;
        List<Bound> bounds = new ArrayList<>();
        bounds.add(new Bound(sameBank, limits.bankCommands(), "for " + next.bank()));
        bounds.add(
                next.sort().isCommand()
                        ? new Bound(sameSort, limits.fleetCommands(), "for the fleet")
                        : new Bound(sameSort, limits.configurations(), "of configurations"));
        if (opens.test(next)) {
            bounds.add(new Bound(opens.and(sameBank), limits.bankUnlocks(), "that open doors of " + next.bank()));
            bounds.add(new Bound(opens, limits.fleetUnlocks(), "that open doors of the fleet"));
        }
        String person = next.person();
        if (person != null) {
            bounds.add(new Bound(one -> person.equals(one.person()), limits.personCommands(), "asked by one person"));
        }
        return bounds;
    }
}
