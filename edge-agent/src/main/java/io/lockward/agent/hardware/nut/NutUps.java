package io.lockward.agent.hardware.nut;

import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsReading.LostReason;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.bank.power.UpsValues;
import io.lockward.agent.hardware.Ups;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A UPS behind NUT's `upsd`. Keeps its connection between polls and opens a new one after any fault.
///
/// A poll takes at most three times the configured timeout, however the daemon behaves: a timer of its own cuts the
/// connection then. The status is asked for last as well as first, so that it is never older than the values beside it.
///
/// Thread rule: [#poll()] and [#variables()] by one caller at a time; [#close()] from any thread.
public final class NutUps implements Ups {
    /// Asked for one by one: a list costs a round trip of 40 ms on upsd's side (Nagle and delayed acknowledgement).
    private static final List<String> ASKED = List.of(
            UpsValues.STATUS,
            UpsValues.CHARGE,
            UpsValues.RUNTIME,
            UpsValues.SUPPLY_VOLTAGE,
            UpsValues.BATTERY_VOLTAGE,
            UpsValues.LOAD,
            UpsValues.BATTERY_TEMPERATURE,
            UpsValues.UPS_TEMPERATURE,
            UpsValues.STATUS);

    private static final Logger LOG = LoggerFactory.getLogger(NutUps.class);

    private final NutSettings settings;
    private final ScheduledExecutorService guillotine;
    private @Nullable NutSession session;
    private volatile boolean closed;
    private boolean wasReadable = true;

    public NutUps(NutSettings settings) {
        this.settings = settings;
        this.guillotine = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("nut-guillotine").daemon().factory());
    }

    @Override
    public UpsReading poll() {
        UpsReading reading;
        try {
            reading = new UpsReading.Read(withSession(NutUps::read));
        } catch (NutFault fault) {
            reading = new UpsReading.Lost(fault.reason(), String.valueOf(fault.getMessage()));
        }
        logChange(reading);
        return reading;
    }

    /// Everything the device says, for `agent check`.
    ///
    /// @throws IOException with a sentence for people when it cannot be read
    public Map<String, String> variables() throws IOException {
        try {
            return withSession(NutSession::list);
        } catch (NutFault fault) {
            throw new IOException(fault.getMessage(), fault);
        }
    }

    @Override
    public void close() {
        closed = true;
        guillotine.shutdownNow();
        NutSession open = session;
        if (open != null) {
            open.close();
        }
    }

    private static UpsState read(NutSession open) throws IOException, NutFault {
        Map<String, String> variables = new HashMap<>();
        for (String variable : ASKED) {
            String value = open.get(variable);
            if (value != null) {
                variables.put(variable, value);
            }
        }
        return UpsValues.state(variables);
    }

    interface Talk<T> {
        T with(NutSession session) throws IOException, NutFault;
    }

    <T> T withSession(Talk<T> talk) throws NutFault {
        if (closed) {
            throw new NutFault(LostReason.CONNECTION, "closed");
        }
        NutSession kept = session;
        NutSession used = kept != null ? kept : new NutSession(settings, new Socket());
        session = used;
        AtomicBoolean tookTooLong = new AtomicBoolean();
        ScheduledFuture<?> blade = guillotine.schedule(
                () -> {
                    tookTooLong.set(true);
                    used.cut();
                },
                settings.timeout().multipliedBy(3).toMillis(),
                TimeUnit.MILLISECONDS);
        boolean sound = false;
        try {
            if (kept == null) {
                used.open();
            }
            used.renewBudget();
            T answer = talk.with(used);
            sound = true;
            return answer;
        } catch (NutFault fault) {
            // These are about the driver; the connection to upsd is well.
            sound = fault.reason() == LostReason.DATA_STALE || fault.reason() == LostReason.DRIVER_NOT_CONNECTED;
            throw tookTooLong.get() ? tooLong() : fault;
        } catch (SocketTimeoutException e) {
            throw new NutFault(LostReason.TIMEOUT, "upsd did not answer within " + settings.timeout());
        } catch (IOException e) {
            throw tookTooLong.get() ? tooLong() : new NutFault(LostReason.CONNECTION, String.valueOf(e.getMessage()));
        } finally {
            blade.cancel(false);
            if (!sound) {
                used.close();
                session = null;
            }
        }
    }

    private NutFault tooLong() {
        return new NutFault(
                LostReason.TIMEOUT,
                "upsd did not finish within " + settings.timeout().multipliedBy(3));
    }

    private void logChange(UpsReading reading) {
        boolean isReadable = reading instanceof UpsReading.Read;
        if (isReadable != wasReadable) {
            wasReadable = isReadable;
            switch (reading) {
                case UpsReading.Read _ ->
                    LOG.atInfo().addKeyValue("ups", settings.ups()).log("UPS is read again");
                case UpsReading.Lost(LostReason reason, String detail) ->
                    LOG.atWarn()
                            .addKeyValue("ups", settings.ups())
                            .addKeyValue("reason", reason)
                            .addKeyValue("detail", detail)
                            .log("UPS cannot be read");
            }
        }
    }
}
