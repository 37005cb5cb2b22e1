package io.lockward.agent.hardware.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockward.agent.hardware.DiskUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxProbeTest {
    @TempDir
    Path folder;

    @Test
    void reads_this_machine() throws IOException {
        LinuxProbe probe = LinuxProbe.of(folder);
        assertEquals(probe.bootId(), probe.bootId());
        Duration first = probe.uptime();
        assertTrue(first.isPositive());
        assertTrue(probe.uptime().compareTo(first) >= 0);
        DiskUse disk = diskOf(probe);
        assertTrue(disk.usedPercent() >= 0 && disk.usedPercent() <= 100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "0.00 0.00|0",
                "123.45 99.10|123450",
                "123456789.01|123456789010",
                "12|-",
                "x.yz|-",
                "-5.00 1|-",
                "99999999999999.00|-"
            })
    void reads_the_uptime(String content, @Nullable Long millis) throws IOException {
        Files.writeString(folder.resolve("uptime"), content + "\n");
        LinuxProbe probe = probe();
        if (millis == null) {
            assertThrows(IOException.class, probe::uptime);
        } else {
            assertEquals(Duration.ofMillis(millis), probe.uptime());
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"48312,48312", "-5000,-5000", "150001,-", "-40001,-", "hot,-", "'',-"})
    void takes_a_temperature_only_when_it_can_be_one(String content, @Nullable Integer milliCelsius)
            throws IOException {
        Files.writeString(folder.resolve("temp"), content + "\n");
        assertEquals(milliCelsius, probe().temperatureMilliCelsius());
    }

    @Test
    void does_without_a_sensor() {
        assertNull(probe().temperatureMilliCelsius());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a uuid", "2D5E7C60-3D0A-4F5B-9C7B-0123456789AB", "2d5e7c60"})
    void refuses_a_boot_id_that_is_none(String content) throws IOException {
        Path file = folder.resolve("sys/kernel/random/boot_id");
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        assertThrows(IOException.class, probe()::bootId);
    }

    private LinuxProbe probe() {
        return new LinuxProbe(folder, folder.resolve("temp"), folder);
    }

    private static DiskUse diskOf(LinuxProbe probe) {
        DiskUse disk = probe.disk();
        if (disk == null) {
            throw new AssertionError("this machine has a disk");
        }
        return disk;
    }
}
