package io.lockward.agent.hardware.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// Handles to functions of the C library, each of which keeps `errno` of its call: their first argument is a slot from
/// [#errnoSlot], the rest are the function's own. Stateless.
public final class CLibrary {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private CLibrary() {}

    /// Where one call leaves its `errno`.
    public static MemorySegment errnoSlot(Arena arena) {
        return arena.allocate(STATE);
    }

    /// What the call that was given this slot left; only of meaning when the call failed.
    public static int errno(MemorySegment slot) {
        return (int) ERRNO.get(slot, 0L);
    }

    /// A function with a fixed number of arguments.
    public static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return handle(name, descriptor);
    }

    /// A function such as `ioctl(int, unsigned long, ...)`.
    ///
    /// @param fixed how many arguments come before the dots
    public static MethodHandle variadic(String name, FunctionDescriptor descriptor, int fixed) {
        return handle(name, descriptor, Linker.Option.firstVariadicArg(fixed));
    }

    /// Every caller names a fixed function of the C library with its own signature.
    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, all);
    }
}
