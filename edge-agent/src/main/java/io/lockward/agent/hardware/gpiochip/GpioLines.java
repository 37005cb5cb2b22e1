package io.lockward.agent.hardware.gpiochip;

import io.lockward.agent.hardware.kernel.DeviceFault;
import io.lockward.agent.hardware.kernel.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Lines that the kernel lent us under one descriptor.
///
/// Thread rule: any thread. [#close()] waits for calls under way, so that a descriptor given back is never used.
final class GpioLines implements AutoCloseable {
    private static final int MOST_EVENTS = 64;

    private final int fd;
    private final List<Integer> offsets;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    GpioLines(int fd, List<Integer> offsets) {
        this.fd = fd;
        this.offsets = List.copyOf(offsets);
    }

    /// One edge.
    ///
    /// @param line   offset on the chip
    /// @param rising whether the line became active
    /// @param seqno  counts the edges of this request from 1; a gap means that the kernel's buffer overflowed
    record Edge(int line, boolean rising, int seqno) {}

    List<Integer> offsets() {
        return offsets;
    }

    /// The level of each line as a bit, in the order of [#offsets()].
    long values() throws DeviceFault {
        return exchange("GPIO_V2_LINE_GET_VALUES", GpioAbi.GET_VALUES, 0);
    }

    /// Drives the lines, a bit each in the order of [#offsets()].
    void setValues(long bits) throws DeviceFault {
        long _ = exchange("GPIO_V2_LINE_SET_VALUES", GpioAbi.SET_VALUES, bits);
    }

    /// Drives the lines inactive, as far as they are still ours, and gives them back. Idempotent.
    void release() {
        try {
            setValues(0);
        } catch (DeviceFault e) {
            // Closing twice, or a device that is gone: nothing is left to drive.
        } finally {
            close();
        }
    }

    /// Waits for edges at most this long; empty when there are none.
    List<Edge> edges(Duration timeout) throws DeviceFault {
        use.readLock().lock();
        try {
            requireOpen();
            if (!Kernel.isReadable(fd, Math.toIntExact(timeout.toMillis()))) {
                return List.of();
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate((long) GpioAbi.EVENT_SIZE * MOST_EVENTS, 8);
                return edgesIn(buffer, Kernel.read(fd, buffer));
            }
        } finally {
            use.readLock().unlock();
        }
    }

    /// The edges in the first `length` bytes of `buffer`; what is no whole edge, or no known kind, is left out.
    static List<Edge> edgesIn(MemorySegment buffer, int length) {
        List<Edge> edges = new ArrayList<>();
        for (long at = 0; at + GpioAbi.EVENT_SIZE <= length; at += GpioAbi.EVENT_SIZE) {
            int id = buffer.get(ValueLayout.JAVA_INT, at + GpioAbi.EVENT_ID);
            if (id == GpioAbi.EVENT_RISING || id == GpioAbi.EVENT_FALLING) {
                edges.add(new Edge(
                        buffer.get(ValueLayout.JAVA_INT, at + GpioAbi.EVENT_OFFSET),
                        id == GpioAbi.EVENT_RISING,
                        buffer.get(ValueLayout.JAVA_INT, at + GpioAbi.EVENT_SEQNO)));
            }
        }
        return edges;
    }

    static long mask(int lines) {
        return lines == 64 ? -1L : (1L << lines) - 1;
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                Kernel.close(fd);
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    private long exchange(String operation, long request, long bits) throws DeviceFault {
        use.readLock().lock();
        try (Arena arena = Arena.ofConfined()) {
            requireOpen();
            MemorySegment values = arena.allocate(GpioAbi.VALUES_SIZE, 8);
            values.set(ValueLayout.JAVA_LONG, GpioAbi.VALUES_BITS, bits);
            values.set(ValueLayout.JAVA_LONG, GpioAbi.VALUES_MASK, mask(offsets.size()));
            Kernel.ioctl(operation + " of lines " + offsets, fd, request, values);
            return values.get(ValueLayout.JAVA_LONG, GpioAbi.VALUES_BITS);
        } finally {
            use.readLock().unlock();
        }
    }

    private void requireOpen() throws DeviceFault {
        if (closed) {
            throw new DeviceFault(DeviceFault.Kind.NO_DEVICE, "lines " + offsets + " are given back");
        }
    }
}
