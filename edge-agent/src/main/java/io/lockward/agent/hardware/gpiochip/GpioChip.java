package io.lockward.agent.hardware.gpiochip;

import io.lockward.agent.hardware.kernel.DeviceFault;
import io.lockward.agent.hardware.kernel.Kernel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An open GPIO chip.
///
/// Thread rule: any thread; not after [#close()].
public final class GpioChip implements AutoCloseable {
    private static final String CONSUMER = "lockward";
    private static final int MOST_CHIPS = 64;

    private final int fd;
    private final String label;
    private final int lines;

    private GpioChip(int fd, String label, int lines) {
        this.fd = fd;
        this.label = label;
        this.lines = lines;
    }

    /// Opens the one chip with this label, such as `pinctrl-rp1` (Raspberry Pi 5) or `pinctrl-bcm2711` (4). By label,
    /// because numbers move: the Pi 5's header was `gpiochip4` and became `gpiochip0` in 2024.
    ///
    /// @param devices `/dev`
    /// @throws IOException when there is none or more than one; the message names the labels there are
    public static GpioChip labelled(String label, Path devices) throws IOException {
        List<String> found = new ArrayList<>();
        List<GpioChip> fitting = new ArrayList<>();
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(devices, "gpiochip*")) {
            for (Path candidate : candidates) {
                if (found.size() == MOST_CHIPS) {
                    break;
                }
                GpioChip chip = open(candidate);
                found.add(chip.label());
                if (chip.label().equals(label)) {
                    fitting.add(chip);
                } else {
                    chip.close();
                }
            }
        } catch (IOException e) {
            fitting.forEach(GpioChip::close);
            throw e;
        }
        if (fitting.size() == 1) {
            return fitting.getFirst();
        }
        fitting.forEach(GpioChip::close);
        throw new DeviceFault(
                DeviceFault.Kind.NO_DEVICE,
                (fitting.isEmpty() ? "no GPIO chip is" : fitting.size() + " GPIO chips are") + " labelled " + label
                        + "; the labels here are " + found);
    }

    /// Opens a chip by its device file.
    ///
    /// @throws DeviceFault when it cannot be opened or is no GPIO chip
    public static GpioChip open(Path device) throws DeviceFault {
        int fd = Kernel.open(device.toString());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(GpioAbi.CHIP_SIZE, 8);
            Kernel.ioctl("GPIO_GET_CHIPINFO of " + device, fd, GpioAbi.GET_CHIPINFO, info);
            return new GpioChip(fd, text(info, GpioAbi.CHIP_LABEL), info.get(ValueLayout.JAVA_INT, GpioAbi.CHIP_LINES));
        } catch (DeviceFault e) {
            Kernel.close(fd);
            throw e;
        }
    }

    public String label() {
        return label;
    }

    /// How many lines the chip has.
    public int lines() {
        return lines;
    }

    /// Requests one output. The kernel drives it inactive in the same call, without a glitch.
    GpioLines output(int line, boolean activeHigh) throws DeviceFault {
        long flags = GpioAbi.FLAG_OUTPUT | (activeHigh ? 0 : GpioAbi.FLAG_ACTIVE_LOW);
        return request(List.of(line), flags, Duration.ZERO);
    }

    /// Requests one input that is only asked, without events and with its resistors as they are.
    GpioLines input(int line) throws DeviceFault {
        return request(List.of(line), GpioAbi.FLAG_INPUT, Duration.ZERO);
    }

    /// Requests inputs that share one bias, debounced by the kernel, with events on both edges.
    ///
    /// @param bias one of the `FLAG_BIAS_` flags, or 0
    GpioLines inputs(List<Integer> offsets, long bias, Duration debounce) throws DeviceFault {
        long flags = GpioAbi.FLAG_INPUT | GpioAbi.FLAG_EDGE_RISING | GpioAbi.FLAG_EDGE_FALLING | bias;
        return request(offsets, flags, debounce);
    }

    @Override
    public void close() {
        Kernel.close(fd);
    }

    private GpioLines request(List<Integer> offsets, long flags, Duration debounce) throws DeviceFault {
        if (offsets.isEmpty() || offsets.size() > GpioAbi.MOST_LINES) {
            throw new IllegalArgumentException("a request takes 1 to " + GpioAbi.MOST_LINES + " lines");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = requestOf(arena, offsets, flags, debounce);
            Kernel.ioctl("GPIO_V2_GET_LINE of lines " + offsets, fd, GpioAbi.GET_LINE, request);
            return new GpioLines(request.get(ValueLayout.JAVA_INT, GpioAbi.REQUEST_FD), offsets);
        }
    }

    /// The kernel's `struct gpio_v2_line_request`; what is not set stays zero, as it demands.
    static MemorySegment requestOf(Arena arena, List<Integer> offsets, long flags, Duration debounce) {
        MemorySegment request = arena.allocate(GpioAbi.REQUEST_SIZE, 8);
        for (int i = 0; i < offsets.size(); i++) {
            request.set(ValueLayout.JAVA_INT, GpioAbi.REQUEST_OFFSETS + 4L * i, offsets.get(i));
        }
        MemorySegment.copy(
                CONSUMER.getBytes(StandardCharsets.US_ASCII),
                0,
                request,
                ValueLayout.JAVA_BYTE,
                GpioAbi.REQUEST_CONSUMER,
                CONSUMER.length());
        long config = GpioAbi.REQUEST_CONFIG;
        request.set(ValueLayout.JAVA_LONG, config + GpioAbi.CONFIG_FLAGS, flags);
        if (debounce.isPositive()) {
            long attribute = config + GpioAbi.CONFIG_ATTRS;
            request.set(ValueLayout.JAVA_INT, config + GpioAbi.CONFIG_NUM_ATTRS, 1);
            request.set(ValueLayout.JAVA_INT, attribute + GpioAbi.ATTRIBUTE_ID, GpioAbi.ATTR_ID_DEBOUNCE);
            int micros = Math.toIntExact(debounce.toNanos() / 1_000);
            request.set(ValueLayout.JAVA_INT, attribute + GpioAbi.ATTRIBUTE_VALUE, micros);
            request.set(ValueLayout.JAVA_LONG, attribute + GpioAbi.ATTRIBUTE_MASK, GpioLines.mask(offsets.size()));
        }
        request.set(ValueLayout.JAVA_INT, GpioAbi.REQUEST_NUM_LINES, offsets.size());
        return request;
    }

    private static String text(MemorySegment segment, int offset) {
        byte[] bytes = segment.asSlice(offset, GpioAbi.TEXT_SIZE).toArray(ValueLayout.JAVA_BYTE);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.US_ASCII);
    }
}
