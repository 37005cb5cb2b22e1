package io.lockward.agent.hardware.gpiochip;

import java.io.IOException;

/// The kernel refused a GPIO operation.
public final class GpioFault extends IOException {
    /// What a person can do about it.
    public enum Kind {
        /// There is no such device, or it went away (ENOENT, ENODEV, ENXIO).
        NO_DEVICE,
        /// The device is no GPIO chip, or its kernel has no uAPI v2 (ENOTTY).
        NOT_A_CHIP,
        /// This user may not use the device (EACCES, EPERM): add it to group `gpio`.
        NOT_ALLOWED,
        /// Another program holds the line (EBUSY).
        IN_USE,
        /// The chip has no such line or cannot do what was asked (EINVAL, EOPNOTSUPP).
        NOT_SUPPORTED,
        /// Anything else.
        OTHER
    }

    private final Kind kind;
    private final int errno;

    GpioFault(String operation, int errno) {
        super(operation + " failed: " + kindOf(errno) + " (errno " + errno + ")");
        this.kind = kindOf(errno);
        this.errno = errno;
    }

    GpioFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
        this.errno = 0;
    }

    public Kind kind() {
        return kind;
    }

    /// The kernel's number, or 0 when the kernel was not asked.
    public int errno() {
        return errno;
    }

    private static Kind kindOf(int errno) {
        return switch (errno) {
            case 2, 6, 19 -> Kind.NO_DEVICE;
            case 25 -> Kind.NOT_A_CHIP;
            case 1, 13 -> Kind.NOT_ALLOWED;
            case 16 -> Kind.IN_USE;
            case 22, 95 -> Kind.NOT_SUPPORTED;
            default -> Kind.OTHER;
        };
    }
}
