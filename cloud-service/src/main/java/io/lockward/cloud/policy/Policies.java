package io.lockward.cloud.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockward.cloud.command.Downlink;
import io.lockward.cloud.key.KeySets;
import io.lockward.fleet.Subjects;
import io.lockward.fleet.command.Signing;
import io.lockward.protocol.BankId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.entry.ConfigEntry;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives banks what they are to have, and tells what they have. Every method may be called from any thread.
@Singleton
public final class Policies {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);
    private static final int ROUND = 500;

    private final PolicyStore store;
    private final BankKeyReadStore banks;
    private final KeySets keys;
    private final Downlink downlink;
    private final ObjectMapper json;
    private final InstantSource clock;

    Policies(
            PolicyStore store,
            BankKeyReadStore banks,
            KeySets keys,
            Downlink downlink,
            ObjectMapper json,
            InstantSource clock) {
        this.store = store;
        this.banks = banks;
        this.keys = keys;
        this.downlink = downlink;
        this.json = json;
        this.clock = clock;
    }

    /// How a bank is configured from here; `null` when there is no such bank.
    public @Nullable ConfigurationView configuration(BankId bank) {
        if (!store.isKnown(bank)) {
            return null;
        }
        PolicyStore.Wanted wanted = store.wanted(bank);
        PolicyStore.Told told = store.told(bank, Subjects.CONFIG);
        PolicyStore.Told refused = store.told(bank, Subjects.CONFIG_REFUSED);
        ConfigurationView.Applied applied = told != null && told.entry() instanceof ConfigEntry.Applied has
                ? new ConfigurationView.Applied(has.version(), has.settings(), told.at(), told.seq())
                : null;
        ConfigurationView.Wanted wants = wanted == null
                ? null
                : new ConfigurationView.Wanted(wanted.version(), settings(wanted.settings()), wanted.by(), wanted.at());
        String problem = wanted != null
                        && refused != null
                        && refused.entry() instanceof ConfigEntry.Applied not
                        && not.version() == wanted.version()
                ? not.problem()
                : null;
        if (wants == null) {
            return new ConfigurationView(
                    "none", "The bank follows its own configuration file alone.", null, applied, null);
        }
        if (applied != null && applied.version() >= wants.version()) {
            return new ConfigurationView(
                    "applied", "The bank has version " + applied.version() + '.', wants, applied, null);
        }
        return problem == null
                ? new ConfigurationView(
                        "waiting",
                        "Version " + wants.version() + " goes to the bank until it says that it has it.",
                        wants,
                        applied,
                        null)
                : new ConfigurationView(
                        "not-taken",
                        "The bank did not take version " + wants.version() + ": " + problem + '.',
                        wants,
                        applied,
                        problem);
    }

    void want(BankId bank, Desired.Settings settings, String by) {
        try {
            store.want(bank, json.writeValueAsString(settings.values()), by, clock.instant());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("settings can always be written", e);
        }
        round();
    }

    KeySetView.BankCounts counts() {
        return banks.counts(versionInForce());
    }

    /// Which bank has which key set, by bank.
    ///
    /// @param only `behind`, `unkeyed` or `doubtful`; `null` for all
    List<KeySetView.BankView> banks(@Nullable String only, @Nullable String after, int limit) {
        return banks.banks(only, versionInForce(), after, limit);
    }

    private long versionInForce() {
        KeySets.InForce now = keys.inForce();
        return now == null ? 0 : now.set().version();
    }

    /// Sends what is due.
    void round() {
        if (!downlink.isThere()) {
            return;
        }
        Instant now = clock.instant();
        KeySets.InForce set = keys.inForce();
        if (set != null) {
            byte[] signed = set.jws().getBytes(StandardCharsets.US_ASCII);
            for (PolicyStore.Lacking bank : store.lackingKeySet(set.set().version(), ROUND)) {
                int times = OrderRules.due(bank.last(), bank.version(), bank.session(), now);
                if (times > 0) {
                    store.sent(bank.bank(), PolicyStore.KEYS, sent(bank, now, times));
                    downlink.order(bank.bank(), signed);
                }
            }
        }
        for (PolicyStore.Lacking bank : store.lackingConfiguration(ROUND)) {
            int times = OrderRules.due(bank.last(), bank.version(), bank.session(), now);
            if (times > 0 && !configure(bank, now, times)) {
                return;
            }
        }
    }

    /// @return false when nobody signs now
    private boolean configure(PolicyStore.Lacking bank, Instant now, int times) {
        Desired desired = new Desired(bank.bank(), bank.version(), settings(bank.settings()));
        return switch (downlink.sign(desired)) {
            case Signing.Signature.Made(byte[] signed) -> {
                store.sent(bank.bank(), PolicyStore.CONFIG, sent(bank, now, times));
                downlink.order(bank.bank(), signed);
                yield true;
            }
            case Signing.Signature.Refused refused -> {
                store.sent(bank.bank(), PolicyStore.CONFIG, sent(bank, now, times));
                LOG.atError()
                        .addKeyValue("bank", bank.bank())
                        .addKeyValue("version", bank.version())
                        .addKeyValue("reason", refused.reason())
                        .log("the signer refuses a configuration");
                yield true;
            }
            case Signing.Signature.NotYet _ -> true;
            case Signing.Signature.Away _ -> false;
        };
    }

    private static OrderRules.Sent sent(PolicyStore.Lacking bank, Instant now, int times) {
        return new OrderRules.Sent(bank.version(), now, times, bank.session());
    }

    private Map<String, String> settings(@Nullable String text) {
        try {
            return json.readValue(text == null ? "{}" : text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("settings were checked when they came", e);
        }
    }
}
