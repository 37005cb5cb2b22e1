package io.lockward.agent.hardware.gpiochip;

/// Sizes, offsets and numbers of the kernel's GPIO interface, as `<linux/gpio.h>` gives them on all 64-bit and 32-bit
/// ARM and x86 (its fields are aligned explicitly). They are frozen: the kernel never changes a published interface.
final class GpioAbi {
    // struct gpiochip_info
    static final int CHIP_SIZE = 68;
    static final int CHIP_NAME = 0;
    static final int CHIP_LABEL = 32;
    static final int CHIP_LINES = 64;
    static final int TEXT_SIZE = 32;

    // struct gpio_v2_line_values
    static final int VALUES_SIZE = 16;
    static final int VALUES_BITS = 0;
    static final int VALUES_MASK = 8;

    // struct gpio_v2_line_request, with its struct gpio_v2_line_config inside
    static final int REQUEST_SIZE = 592;
    static final int REQUEST_OFFSETS = 0;
    static final int REQUEST_CONSUMER = 256;
    static final int REQUEST_CONFIG = 288;
    static final int REQUEST_NUM_LINES = 560;
    static final int REQUEST_EVENT_BUFFER_SIZE = 564;
    static final int REQUEST_FD = 588;
    static final int MOST_LINES = 64;

    // struct gpio_v2_line_config
    static final int CONFIG_FLAGS = 0;
    static final int CONFIG_NUM_ATTRS = 8;
    static final int CONFIG_ATTRS = 32;

    // struct gpio_v2_line_config_attribute: struct gpio_v2_line_attribute and a mask of lines
    static final int ATTRIBUTE_SIZE = 24;
    static final int ATTRIBUTE_ID = 0;
    static final int ATTRIBUTE_VALUE = 8;
    static final int ATTRIBUTE_MASK = 16;

    // struct gpio_v2_line_event
    static final int EVENT_SIZE = 48;
    static final int EVENT_ID = 8;
    static final int EVENT_OFFSET = 12;
    static final int EVENT_SEQNO = 16;

    static final long FLAG_ACTIVE_LOW = 1L << 1;
    static final long FLAG_INPUT = 1L << 2;
    static final long FLAG_OUTPUT = 1L << 3;
    static final long FLAG_EDGE_RISING = 1L << 4;
    static final long FLAG_EDGE_FALLING = 1L << 5;
    static final long FLAG_BIAS_PULL_UP = 1L << 8;
    static final long FLAG_BIAS_PULL_DOWN = 1L << 9;
    static final long FLAG_BIAS_DISABLED = 1L << 10;

    static final int ATTR_ID_DEBOUNCE = 3;
    static final int EVENT_RISING = 1;
    static final int EVENT_FALLING = 2;

    static final long GET_CHIPINFO = ioctl(2, 0x01, CHIP_SIZE);
    static final long GET_LINE = ioctl(3, 0x07, REQUEST_SIZE);
    static final long GET_VALUES = ioctl(3, 0x0E, VALUES_SIZE);
    static final long SET_VALUES = ioctl(3, 0x0F, VALUES_SIZE);

    private GpioAbi() {}

    /// `_IOC(direction, 0xB4, number, size)` of `<asm-generic/ioctl.h>`; 2 reads, 3 writes and reads.
    private static long ioctl(int direction, int number, int size) {
        return ((long) direction << 30) | ((long) size << 16) | (0xB4 << 8) | number;
    }
}
