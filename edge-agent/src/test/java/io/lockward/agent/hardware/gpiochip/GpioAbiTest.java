package io.lockward.agent.hardware.gpiochip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Holds [GpioAbi] against `gpio/layout.txt`, which a C program beside it prints from `<linux/gpio.h>`.
class GpioAbiTest {
    @Test
    void agrees_with_the_kernels_header() throws IOException {
        Map<String, Long> java = new HashMap<>();
        java.put("sizeof gpiochip_info", (long) GpioAbi.CHIP_SIZE);
        java.put("offsetof gpiochip_info.name", (long) GpioAbi.CHIP_NAME);
        java.put("offsetof gpiochip_info.label", (long) GpioAbi.CHIP_LABEL);
        java.put("offsetof gpiochip_info.lines", (long) GpioAbi.CHIP_LINES);
        java.put("sizeof gpio_v2_line_values", (long) GpioAbi.VALUES_SIZE);
        java.put("offsetof gpio_v2_line_values.bits", (long) GpioAbi.VALUES_BITS);
        java.put("offsetof gpio_v2_line_values.mask", (long) GpioAbi.VALUES_MASK);
        java.put("sizeof gpio_v2_line_request", (long) GpioAbi.REQUEST_SIZE);
        java.put("offsetof gpio_v2_line_request.offsets", (long) GpioAbi.REQUEST_OFFSETS);
        java.put("offsetof gpio_v2_line_request.consumer", (long) GpioAbi.REQUEST_CONSUMER);
        java.put("offsetof gpio_v2_line_request.config", (long) GpioAbi.REQUEST_CONFIG);
        java.put("offsetof gpio_v2_line_request.num_lines", (long) GpioAbi.REQUEST_NUM_LINES);
        java.put("offsetof gpio_v2_line_request.event_buffer_size", (long) GpioAbi.REQUEST_EVENT_BUFFER_SIZE);
        java.put("offsetof gpio_v2_line_request.fd", (long) GpioAbi.REQUEST_FD);
        java.put("offsetof gpio_v2_line_config.flags", (long) GpioAbi.CONFIG_FLAGS);
        java.put("offsetof gpio_v2_line_config.num_attrs", (long) GpioAbi.CONFIG_NUM_ATTRS);
        java.put("offsetof gpio_v2_line_config.attrs", (long) GpioAbi.CONFIG_ATTRS);
        java.put("sizeof gpio_v2_line_config_attribute", (long) GpioAbi.ATTRIBUTE_SIZE);
        java.put("offsetof gpio_v2_line_config_attribute.attr.id", (long) GpioAbi.ATTRIBUTE_ID);
        java.put("offsetof gpio_v2_line_config_attribute.attr.debounce_period_us", (long) GpioAbi.ATTRIBUTE_VALUE);
        java.put("offsetof gpio_v2_line_config_attribute.mask", (long) GpioAbi.ATTRIBUTE_MASK);
        java.put("sizeof gpio_v2_line_event", (long) GpioAbi.EVENT_SIZE);
        java.put("offsetof gpio_v2_line_event.id", (long) GpioAbi.EVENT_ID);
        java.put("offsetof gpio_v2_line_event.offset", (long) GpioAbi.EVENT_OFFSET);
        java.put("offsetof gpio_v2_line_event.seqno", (long) GpioAbi.EVENT_SEQNO);
        java.put("number GPIO_MAX_NAME_SIZE", (long) GpioAbi.TEXT_SIZE);
        java.put("number GPIO_V2_LINES_MAX", (long) GpioAbi.MOST_LINES);
        java.put("number GPIO_V2_LINE_FLAG_ACTIVE_LOW", GpioAbi.FLAG_ACTIVE_LOW);
        java.put("number GPIO_V2_LINE_FLAG_INPUT", GpioAbi.FLAG_INPUT);
        java.put("number GPIO_V2_LINE_FLAG_OUTPUT", GpioAbi.FLAG_OUTPUT);
        java.put("number GPIO_V2_LINE_FLAG_EDGE_RISING", GpioAbi.FLAG_EDGE_RISING);
        java.put("number GPIO_V2_LINE_FLAG_EDGE_FALLING", GpioAbi.FLAG_EDGE_FALLING);
        java.put("number GPIO_V2_LINE_FLAG_BIAS_PULL_UP", GpioAbi.FLAG_BIAS_PULL_UP);
        java.put("number GPIO_V2_LINE_FLAG_BIAS_PULL_DOWN", GpioAbi.FLAG_BIAS_PULL_DOWN);
        java.put("number GPIO_V2_LINE_FLAG_BIAS_DISABLED", GpioAbi.FLAG_BIAS_DISABLED);
        java.put("number GPIO_V2_LINE_ATTR_ID_DEBOUNCE", (long) GpioAbi.ATTR_ID_DEBOUNCE);
        java.put("number GPIO_V2_LINE_EVENT_RISING_EDGE", (long) GpioAbi.EVENT_RISING);
        java.put("number GPIO_V2_LINE_EVENT_FALLING_EDGE", (long) GpioAbi.EVENT_FALLING);
        java.put("number GPIO_GET_CHIPINFO_IOCTL", GpioAbi.GET_CHIPINFO);
        java.put("number GPIO_V2_GET_LINE_IOCTL", GpioAbi.GET_LINE);
        java.put("number GPIO_V2_LINE_GET_VALUES_IOCTL", GpioAbi.GET_VALUES);
        java.put("number GPIO_V2_LINE_SET_VALUES_IOCTL", GpioAbi.SET_VALUES);
        assertEquals(header(), java);
    }

    @Test
    void writes_a_request_for_debounced_inputs() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = GpioChip.requestOf(
                    arena, List.of(5, 17, 27), GpioAbi.FLAG_INPUT | GpioAbi.FLAG_BIAS_PULL_UP, Duration.ofMillis(20));
            assertEquals(592, request.byteSize());
            assertEquals(17, request.get(ValueLayout.JAVA_INT, 4));
            assertEquals("lockward", request.getString(256, StandardCharsets.US_ASCII));
            assertEquals(1 << 2 | 1 << 8, request.get(ValueLayout.JAVA_LONG, 288));
            assertEquals(1, request.get(ValueLayout.JAVA_INT, 296), "one attribute");
            assertEquals(3, request.get(ValueLayout.JAVA_INT, 320), "a debounce");
            assertEquals(20_000, request.get(ValueLayout.JAVA_INT, 328), "in microseconds");
            assertEquals(0b111, request.get(ValueLayout.JAVA_LONG, 336), "for all three lines");
            assertEquals(3, request.get(ValueLayout.JAVA_INT, 560));
        }
    }

    @Test
    void reads_whole_edges_only() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(48L * 3, 8);
            for (int i = 0; i < 3; i++) {
                buffer.set(ValueLayout.JAVA_INT, 48L * i + 8, i + 1);
                buffer.set(ValueLayout.JAVA_INT, 48L * i + 12, 5 + i);
                buffer.set(ValueLayout.JAVA_INT, 48L * i + 16, 100 + i);
            }
            GpioLines.Edge rising = new GpioLines.Edge(5, true, 100);
            GpioLines.Edge falling = new GpioLines.Edge(6, false, 101);
            assertEquals(List.of(rising, falling), GpioLines.edgesIn(buffer, 48 * 3), "kind 3 is unknown");
            assertEquals(List.of(rising), GpioLines.edgesIn(buffer, 48 * 2 - 1));
            assertEquals(List.of(), GpioLines.edgesIn(buffer, 0));
        }
    }

    @Test
    void masks_up_to_64_lines() {
        assertEquals(1L, GpioLines.mask(1));
        assertEquals(0xFFFF_FFFFL, GpioLines.mask(32));
        assertEquals(-1L, GpioLines.mask(64));
    }

    private static Map<String, Long> header() throws IOException {
        Map<String, Long> header = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(GpioAbiTest.class.getResourceAsStream("/gpio/layout.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
                int space = line.lastIndexOf(' ');
                if (space > 0) {
                    header.put(line.substring(0, space), Long.valueOf(line.substring(space + 1)));
                }
            }
        }
        return header;
    }
}
