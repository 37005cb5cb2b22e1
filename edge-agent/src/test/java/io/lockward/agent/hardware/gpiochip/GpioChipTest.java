package io.lockward.agent.hardware.gpiochip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.kernel.DeviceFault;
import io.lockward.agent.hardware.kernel.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The error paths, on real devices that are no GPIO chips.
class GpioChipTest {
    @TempDir
    Path folder;

    @Test
    void says_that_a_device_is_no_chip() {
        DeviceFault fault = assertThrows(DeviceFault.class, () -> GpioChip.open(Path.of("/dev/null")));
        assertEquals(DeviceFault.Kind.WRONG_KIND, fault.kind());
        assertEquals(25, fault.errno());
        assertTrue(String.valueOf(fault.getMessage()).contains("/dev/null"), fault.getMessage());
    }

    @Test
    void says_that_there_is_no_device() {
        DeviceFault fault = assertThrows(DeviceFault.class, () -> GpioChip.open(folder.resolve("gpiochip0")));
        assertEquals(DeviceFault.Kind.NO_DEVICE, fault.kind());
        assertEquals(2, fault.errno());
    }

    @Test
    void gives_descriptors_of_refused_devices_back() throws IOException {
        long before = descriptors();
        for (int i = 0; i < 200; i++) {
            assertThrows(DeviceFault.class, () -> GpioChip.open(Path.of("/dev/null")));
        }
        assertTrue(descriptors() < before + 100, "descriptors leak");
    }

    @Test
    void names_the_labels_when_none_fits() {
        DeviceFault fault = assertThrows(DeviceFault.class, () -> GpioChip.labelled("pinctrl-rp1", folder));
        assertEquals(DeviceFault.Kind.NO_DEVICE, fault.kind());
    }

    @Test
    void refuses_to_use_lines_given_back() throws DeviceFault {
        GpioLines lines = new GpioLines(Kernel.open("/dev/null"), List.of(5));
        DeviceFault notLines = assertThrows(DeviceFault.class, lines::values);
        assertEquals(DeviceFault.Kind.WRONG_KIND, notLines.kind());
        lines.close();
        lines.close();
        DeviceFault closed = assertThrows(DeviceFault.class, () -> lines.setValues(1));
        assertEquals(DeviceFault.Kind.NO_DEVICE, closed.kind());
        assertThrows(DeviceFault.class, () -> lines.edges(Duration.ofMillis(1)));
    }

    @Test
    void reads_no_edges_from_a_device_that_has_none() throws DeviceFault {
        try (GpioLines lines = new GpioLines(Kernel.open("/dev/null"), List.of(5))) {
            assertEquals(List.of(), lines.edges(Duration.ofMillis(1)));
        }
    }

    private static long descriptors() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
