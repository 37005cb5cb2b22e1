package io.lockward.agent;

import io.lockward.agent.bank.BankState;
import io.lockward.agent.bank.Input;
import io.lockward.agent.bank.KioskViews;
import io.lockward.agent.bank.Now;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskAnswer.Why;
import io.lockward.agent.bank.parcel.KioskDesk;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskView;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.BankSecret;
import io.lockward.protocol.parcel.PickupCode;
import io.lockward.protocol.parcel.SealKey;
import io.lockward.protocol.wire.SecretSeal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the screen and the bank meet, and the only place that holds the bank's secret: codes become fingerprints here,
/// on the way in, and go no further.
///
/// Thread rule: as [KioskDesk] says; [#makeCode], [#sealSecret], [#answer] and [#look] on the bank's own thread.
final class ScreenDesk implements KioskDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ScreenDesk.class);

    private final BankId bank;
    private final BankSecret secret;
    private final RandomGenerator random;
    private final Predicate<Input> inputs;
    private final Supplier<Now> now;
    private final Map<String, Consumer<KioskAnswer>> waiting = new ConcurrentHashMap<>();
    private volatile BankState newest;
    private volatile @Nullable Consumer<KioskView> listener;
    private @Nullable KioskView told;

    /// What this cycle answered.
    private final List<Runnable> answered = new ArrayList<>();

    /// @param random names what is new; unpredictable in production
    /// @param inputs takes what is asked; false when too much waits
    ScreenDesk(
            BankId bank,
            BankSecret secret,
            RandomGenerator random,
            BankState first,
            Predicate<Input> inputs,
            Supplier<Now> now) {
        this.bank = bank;
        this.secret = secret;
        this.random = random;
        this.newest = first;
        this.inputs = inputs;
        this.now = now;
    }

    @Override
    public void enter(@Nullable String session, String text, Consumer<KioskAnswer> answer) {
        KioskRequest request;
        try {
            request = new KioskRequest.Enter(
                    session, PickupCode.fingerprint(secret, text), PickupCode.prefix(secret, text));
        } catch (IllegalArgumentException _) {
            // Not a text a code could have.
            answer.accept(KioskAnswer.no(Why.WRONG_CODE));
            return;
        }
        ask(request, answer);
    }

    @Override
    public void ask(KioskRequest request, Consumer<KioskAnswer> answer) {
        String fresh = fresh();
        waiting.put(fresh, answer);
        if (!inputs.test(new Input.KioskAsked(fresh, request)) && waiting.remove(fresh) != null) {
            answer.accept(KioskAnswer.no(Why.BANK_BUSY));
        }
    }

    @Override
    public KioskView view() {
        return KioskViews.of(newest, now.get());
    }

    @Override
    public void listen(Consumer<KioskView> changed) {
        listener = changed;
    }

    /// After each cycle in which something was decided: tells what the screen shows, when that has changed, and only
    /// then what the cycle answered, as [KioskDesk] says.
    void look(BankState state) {
        newest = state;
        Consumer<KioskView> hears = listener;
        if (hears != null) {
            KioskView view = KioskViews.of(state, now.get());
            if (!view.equals(told)) {
                told = view;
                hears.accept(view);
            }
        }
        answered.forEach(Runnable::run);
        answered.clear();
    }

    /// Told at the end of the cycle.
    void answer(String request, KioskAnswer answer) {
        Consumer<KioskAnswer> asked = waiting.remove(request);
        if (asked != null) {
            answered.add(() -> asked.accept(answer));
        }
    }

    void makeCode(ParcelId parcel, int number) {
        String code = PickupCode.derive(secret, parcel, number);
        boolean _ = inputs.test(new Input.CodeMade(
                parcel, number, PickupCode.fingerprint(secret, code), PickupCode.prefix(secret, code)));
    }

    void sealSecret(SealKey key) {
        try {
            boolean _ = inputs.test(
                    new Input.SecretSealed(key.kid(), SecretSeal.seal(bank, secret, key), PickupCode.mark(secret)));
        } catch (IllegalArgumentException e) {
            LOG.atError().addKeyValue("kid", key.kid()).setCause(e).log("cannot seal to the cloud's key");
        }
    }

    private String fresh() {
        long version = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(version, variant).toString();
    }
}
