package io.lockward.agent.hardware.systemd;

import io.lockward.agent.hardware.kernel.CLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// Sends datagrams to a socket of family AF_UNIX, which the JDK cannot. Stateless; never waits for the receiver.
final class UnixDatagram {
    static final int AF_UNIX = 1;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;

    /// `sun_path` holds 108 bytes, the ending zero of a path among them.
    private static final int LONGEST_PATH = 107;

    private static final MethodHandle SOCKET = CLibrary.function(
            "socket",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle SENDTO = CLibrary.function(
            "sendto",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
            CLibrary.function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private UnixDatagram() {}

    /// Whether there can be a socket of this name: an absolute path, or `@` and a name of the abstract name space.
    static boolean isAddress(String name) {
        boolean known = name.startsWith("/") || name.startsWith("@");
        return known && name.length() > 1 && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH;
    }

    /// Sends one datagram, whole or not at all.
    ///
    /// @throws IOException when nobody listens there, or the receiver's queue is full
    static void send(String name, byte[] bytes) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment slot = CLibrary.errnoSlot(arena);
            int fd = (int) SOCKET.invokeExact(slot, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (fd < 0) {
                throw new IOException("no socket (errno " + CLibrary.errno(slot) + ")");
            }
            MemorySegment address = address(arena, name);
            MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            int size = (int) address.byteSize();
            long sent = (long)
                    SENDTO.invokeExact(slot, fd, data, (long) bytes.length, MSG_DONTWAIT | MSG_NOSIGNAL, address, size);
            int errno = CLibrary.errno(slot);
            int _ = (int) CLOSE.invokeExact(CLibrary.errnoSlot(arena), fd);
            if (sent != bytes.length) {
                throw new IOException("nothing sent to " + name + " (errno " + errno + ")");
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the kernel cannot be called", e);
        }
    }

    /// `sockaddr_un`, as long as its name: a path with its zero, or an abstract name behind one.
    static MemorySegment address(Arena arena, String name) {
        if (!isAddress(name)) {
            throw new IllegalArgumentException("a socket is an absolute path or @name, of at most 107 bytes");
        }
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = name.startsWith("@");
        MemorySegment address = arena.allocate(2 + path.length + (isAbstract ? 0L : 1L), 2);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
        if (isAbstract) {
            address.set(ValueLayout.JAVA_BYTE, 2, (byte) 0);
        }
        return address;
    }
}
