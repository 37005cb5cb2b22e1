package io.lockward.agent.hardware.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The five system calls that devices take, through the C library. Needs `--enable-native-access`. Stateless.
public final class Kernel {
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final short POLLIN = 1;
    private static final int EINTR = 4;

    private static final MethodHandle OPEN = CLibrary.variadic(
            "open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT), 2);
    private static final MethodHandle IOCTL = CLibrary.variadic(
            "ioctl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
            2);
    private static final MethodHandle READ = CLibrary.function(
            "read",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final MethodHandle POLL = CLibrary.function(
            "poll",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
            CLibrary.function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private Kernel() {}

    /// Opens a file and gives its descriptor.
    public static int open(String path) throws DeviceFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = CLibrary.errnoSlot(arena);
            int fd = (int) OPEN.invokeExact(state, arena.allocateFrom(path), O_RDWR | O_CLOEXEC);
            return checked("open " + path, fd, state);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// @param operation what is asked, for people
    /// @param argument what the request takes; for one that takes a number, a segment at that address
    public static void ioctl(String operation, int fd, long request, MemorySegment argument) throws DeviceFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = CLibrary.errnoSlot(arena);
            int result = (int) IOCTL.invokeExact(state, fd, request, argument);
            checked(operation, result, state);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// Reads what is there, and gives how many bytes.
    public static int read(int fd, MemorySegment into) throws DeviceFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = CLibrary.errnoSlot(arena);
            long result = (long) READ.invokeExact(state, fd, into, into.byteSize());
            return checked("read", (int) result, state);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// Waits until a descriptor has something to read, and gives whether it has.
    public static boolean isReadable(int fd, int timeoutMillis) throws DeviceFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = CLibrary.errnoSlot(arena);
            MemorySegment pollfd = arena.allocate(8);
            pollfd.set(ValueLayout.JAVA_INT, 0, fd);
            pollfd.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
            int result = (int) POLL.invokeExact(state, pollfd, 1L, timeoutMillis);
            if (result < 0 && CLibrary.errno(state) == EINTR) {
                return false;
            }
            if (checked("poll", result, state) == 0) {
                return false;
            }
            if ((pollfd.get(ValueLayout.JAVA_SHORT, 6) & POLLIN) == 0) {
                throw new DeviceFault("poll", 19);
            }
            return true;
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// Gives a descriptor back; there is nothing to be done when the kernel does not like it.
    public static void close(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) CLOSE.invokeExact(CLibrary.errnoSlot(arena), fd);
            assert ignored <= 0;
        } catch (Throwable e) {
            throw new IllegalStateException("close cannot be called", e);
        }
    }

    private static int checked(String operation, int result, MemorySegment state) throws DeviceFault {
        if (result < 0) {
            throw new DeviceFault(operation, CLibrary.errno(state));
        }
        return result;
    }

    /// A refused call as it is; anything else is a bug in this class.
    private static DeviceFault rethrown(Throwable e) {
        if (e instanceof DeviceFault fault) {
            return fault;
        }
        if (e instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("the kernel cannot be called", e);
    }
}
