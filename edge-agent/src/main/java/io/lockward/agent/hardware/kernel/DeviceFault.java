package io.lockward.agent.hardware.kernel;

import java.io.IOException;

/// The kernel refused an operation on a device.
public final class DeviceFault extends IOException {
    /// What a person can do about it.
    public enum Kind {
        /// There is no such device, it went away, or it does not answer on its bus (ENOENT, ENXIO, ENODEV, EREMOTEIO).
        NO_DEVICE,
        /// The device is not of this kind, or its kernel is too old (ENOTTY): for GPIO, uAPI v2 is needed.
        WRONG_KIND,
        /// This user may not use the device (EACCES, EPERM): add it to group `gpio` or `i2c`.
        NOT_ALLOWED,
        /// Another program, or a driver, holds it (EBUSY).
        IN_USE,
        /// It has no such line or cannot do what was asked (EINVAL, EOPNOTSUPP).
        NOT_SUPPORTED,
        /// Anything else.
        OTHER
    }

    private final Kind kind;
    private final int errno;

    public DeviceFault(String operation, int errno) {
        super(operation + " failed: " + kindOf(errno) + " (errno " + errno + ")");
        this.kind = kindOf(errno);
        this.errno = errno;
    }

    public DeviceFault(Kind kind, String message) {
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
            case 2, 6, 19, 121 -> Kind.NO_DEVICE;
            case 25 -> Kind.WRONG_KIND;
            case 1, 13 -> Kind.NOT_ALLOWED;
            case 16 -> Kind.IN_USE;
            case 22, 95 -> Kind.NOT_SUPPORTED;
            default -> Kind.OTHER;
        };
    }
}
