package io.lockward.agent.hardware.hat;

import io.lockward.agent.bank.power.UpsFlag;
import io.lockward.agent.bank.power.UpsReading;
import io.lockward.agent.bank.power.UpsReading.LostReason;
import io.lockward.agent.bank.power.UpsState;
import io.lockward.agent.bank.power.UpsStatus;
import io.lockward.agent.hardware.Ups;
import io.lockward.agent.hardware.kernel.DeviceFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A UPS HAT. Whether the mains is there is told by its line alone: a gauge cannot tell a battery that carries the bank
/// from one that is charged slowly, so without the line the supply is unknown and charge and voltage are telemetry.
///
/// Thread rule: [#poll()] by one caller at a time; [#close()] from any thread.
public final class HatUps implements Ups {
    private static final Logger LOG = LoggerFactory.getLogger(HatUps.class);

    private final FuelGauge gauge;
    private final FuelGauge.Registers registers;
    private final @Nullable MainsLine mains;
    private boolean wasReadable = true;

    HatUps(FuelGauge gauge, FuelGauge.Registers registers, @Nullable MainsLine mains) {
        this.gauge = gauge;
        this.registers = registers;
        this.mains = mains;
    }

    /// The line on which a HAT tells that the mains is lost.
    public interface MainsLine extends AutoCloseable {
        /// @throws IOException when the line cannot be read
        boolean isLost() throws IOException;

        @Override
        void close();
    }

    /// Nothing is read yet: a HAT that is not there makes its readings lost and not this fail.
    ///
    /// @param bus its device file, such as `/dev/i2c-1`
    /// @param mains `null` when the HAT has no such line; closed with this
    public static HatUps on(Path bus, FuelGauge gauge, @Nullable MainsLine mains) {
        return new HatUps(gauge, new I2cBus(bus), mains);
    }

    @Override
    public UpsReading poll() {
        UpsReading reading = read();
        logChange(reading);
        return reading;
    }

    private UpsReading read() {
        try {
            FuelGauge.Measured measured = gauge.read(registers);
            if (measured.millivolts() == null && measured.chargePercent() == null) {
                return new UpsReading.Lost(LostReason.PROTOCOL, "the fuel gauge says what no battery can mean");
            }
            return new UpsReading.Read(
                    new UpsState(status(), measured.chargePercent(), null, null, measured.millivolts(), null, null));
        } catch (DeviceFault fault) {
            LostReason reason =
                    fault.kind() == DeviceFault.Kind.NOT_ALLOWED ? LostReason.ACCESS_DENIED : LostReason.CONNECTION;
            return new UpsReading.Lost(reason, String.valueOf(fault.getMessage()));
        } catch (IOException e) {
            return new UpsReading.Lost(LostReason.CONNECTION, String.valueOf(e.getMessage()));
        }
    }

    /// A line that cannot be read says nothing.
    private UpsStatus status() {
        if (mains == null) {
            return UpsStatus.NONE;
        }
        try {
            return new UpsStatus(Set.of(mains.isLost() ? UpsFlag.OB : UpsFlag.OL), List.of());
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("The mains line of the HAT cannot be read");
            return UpsStatus.NONE;
        }
    }

    @Override
    public void close() {
        if (mains != null) {
            mains.close();
        }
    }

    private void logChange(UpsReading reading) {
        boolean isReadable = reading instanceof UpsReading.Read;
        if (isReadable != wasReadable) {
            wasReadable = isReadable;
            switch (reading) {
                case UpsReading.Read _ ->
                    LOG.atInfo().addKeyValue("gauge", gauge).log("UPS HAT is read again");
                case UpsReading.Lost(LostReason reason, String detail) ->
                    LOG.atWarn()
                            .addKeyValue("gauge", gauge)
                            .addKeyValue("reason", reason)
                            .addKeyValue("detail", detail)
                            .log("UPS HAT cannot be read");
            }
        }
    }
}
