package io.lockward.agent.hardware.lockboard;

import io.lockward.agent.hardware.kernel.CLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// A pseudo-terminal pair of the kernel, raw. The other end is [#device()], which programs open like a serial port.
public final class Pty implements AutoCloseable {
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_CLOEXEC = 0x80000;
    private static final short POLLIN = 1;
    private static final int TERMIOS_SIZE = 128;

    private static final MethodHandle OPENPT = intFunction("posix_openpt", ValueLayout.JAVA_INT);
    private static final MethodHandle GRANTPT = intFunction("grantpt", ValueLayout.JAVA_INT);
    private static final MethodHandle UNLOCKPT = intFunction("unlockpt", ValueLayout.JAVA_INT);
    private static final MethodHandle PTSNAME =
            intFunction("ptsname_r", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle GETATTR = intFunction("tcgetattr", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    private static final MethodHandle SETATTR =
            intFunction("tcsetattr", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    private static final MethodHandle MAKERAW =
            CLibrary.function("cfmakeraw", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    private static final MethodHandle OPEN = CLibrary.variadic(
            "open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT), 2);
    private static final MethodHandle POLL =
            intFunction("poll", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    private static final MethodHandle READ = longFunction("read");
    private static final MethodHandle WRITE = longFunction("write");
    private static final MethodHandle CLOSE = intFunction("close", ValueLayout.JAVA_INT);

    private final int controller;
    /// Held, so that the emulator does not see a hang-up while nobody has the device open.
    private final int held;
    private final Path device;

    private Pty(int controller, int held, Path device) {
        this.controller = controller;
        this.held = held;
        this.device = device;
    }

    public static Pty open() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = CLibrary.errnoSlot(arena);
            int controller =
                    checked("posix_openpt", (int) OPENPT.invokeExact(errno, O_RDWR | O_NOCTTY | O_CLOEXEC), errno);
            checked("grantpt", (int) GRANTPT.invokeExact(errno, controller), errno);
            checked("unlockpt", (int) UNLOCKPT.invokeExact(errno, controller), errno);
            MemorySegment name = arena.allocate(64);
            checked("ptsname_r", (int) PTSNAME.invokeExact(errno, controller, name, 64L), errno);
            MemorySegment termios = arena.allocate(TERMIOS_SIZE, 8);
            checked("tcgetattr", (int) GETATTR.invokeExact(errno, controller, termios), errno);
            MAKERAW.invokeExact(errno, termios);
            checked("tcsetattr", (int) SETATTR.invokeExact(errno, controller, 0, termios), errno);
            int held = checked("open", (int) OPEN.invokeExact(errno, name, O_RDWR | O_NOCTTY | O_CLOEXEC), errno);
            return new Pty(controller, held, Path.of(name.getString(0)));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    public Path device() {
        return device;
    }

    /// Waits for bytes.
    ///
    /// @return how many, 0 when none came in time
    int read(byte[] into, int timeoutMillis) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = CLibrary.errnoSlot(arena);
            MemorySegment pollfd = arena.allocate(8, 8);
            pollfd.set(ValueLayout.JAVA_INT, 0, controller);
            pollfd.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
            int ready = (int) POLL.invokeExact(errno, pollfd, 1L, timeoutMillis);
            if (ready <= 0) {
                return 0;
            }
            MemorySegment buffer = arena.allocate(into.length);
            long count = (long) READ.invokeExact(errno, controller, buffer, (long) into.length);
            int read = checked("read", (int) count, errno);
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, read);
            return read;
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    void write(byte[] bytes, int count) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = CLibrary.errnoSlot(arena);
            MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            long written = (long) WRITE.invokeExact(errno, controller, buffer, (long) count);
            checked("write", (int) written, errno);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// The cable is pulled: whoever has the device open sees it hang up.
    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = CLibrary.errnoSlot(arena);
            int _ = (int) CLOSE.invokeExact(errno, controller);
            int _ = (int) CLOSE.invokeExact(errno, held);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle intFunction(String name, java.lang.foreign.MemoryLayout... arguments) {
        return CLibrary.function(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    private static MethodHandle longFunction(String name) {
        return CLibrary.function(
                name,
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    }

    private static int checked(String operation, int result, MemorySegment errno) throws IOException {
        if (result < 0) {
            throw new IOException(operation + " failed, errno " + CLibrary.errno(errno));
        }
        return result;
    }

    private static IOException rethrown(Throwable e) {
        return e instanceof IOException known ? known : new IOException(e);
    }
}
