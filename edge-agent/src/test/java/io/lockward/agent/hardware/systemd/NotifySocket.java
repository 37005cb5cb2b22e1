package io.lockward.agent.hardware.systemd;

import io.lockward.agent.hardware.kernel.CLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A datagram socket that hears what a service manager would: a real one, of the kernel. One thread.
public final class NotifySocket implements AutoCloseable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final MethodHandle SOCKET = function("socket", INT, INT, INT, INT);
    private static final MethodHandle BIND = function("bind", INT, INT, ValueLayout.ADDRESS, INT);
    private static final MethodHandle POLL = function("poll", INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, INT);
    private static final MethodHandle RECV =
            function("recv", ValueLayout.JAVA_LONG, INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, INT);
    private static final MethodHandle CLOSE = function("close", INT, INT);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment slot = CLibrary.errnoSlot(arena);
    private final MemorySegment buffer = arena.allocate(4_096, 8);
    private final int fd;

    private static MethodHandle function(String name, ValueLayout result, ValueLayout... arguments) {
        return CLibrary.function(name, FunctionDescriptor.of(result, arguments));
    }

    public NotifySocket(String name) {
        try {
            fd = checked((int) SOCKET.invokeExact(slot, UnixDatagram.AF_UNIX, UnixDatagram.SOCK_DGRAM, 0), "socket");
            MemorySegment address = UnixDatagram.address(arena, name);
            int size = (int) address.byteSize();
            int _ = checked((int) BIND.invokeExact(slot, fd, address, size), "bind");
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// The next datagram, or `null` when none comes in time.
    public @Nullable String next(Duration within) {
        try {
            MemorySegment pollfd = buffer.asSlice(0, 8);
            pollfd.set(INT, 0, fd);
            pollfd.set(INT, 4, 1);
            if (checked((int) POLL.invokeExact(slot, pollfd, 1L, (int) within.toMillis()), "poll") == 0) {
                return null;
            }
            long length = (long) RECV.invokeExact(slot, fd, buffer, buffer.byteSize(), 0);
            byte[] bytes = buffer.asSlice(0, checked((int) length, "recv")).toArray(ValueLayout.JAVA_BYTE);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Everything that has come and not been taken.
    public List<String> drain() {
        List<String> all = new ArrayList<>();
        for (String one = next(Duration.ZERO); one != null; one = next(Duration.ZERO)) {
            all.add(one);
        }
        return all;
    }

    private int checked(int result, String operation) {
        if (result < 0) {
            throw new IllegalStateException(operation + ": errno " + CLibrary.errno(slot));
        }
        return result;
    }

    @Override
    public void close() {
        try {
            int _ = (int) CLOSE.invokeExact(slot, fd);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        arena.close();
    }
}
