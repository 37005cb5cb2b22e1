package io.lockward.systemtest;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// `kill -9` of this very process: the kernel ends every thread of it before the call returns (kill(2)). A hook, a
/// `finally` or a buffer that should be flushed gets no chance. Thread rule: any thread.
final class Sigkill {
    private static final int SIGKILL = 9;

    private final MethodHandle kill;
    private final int pid = Math.toIntExact(ProcessHandle.current().pid());

    /// Looks the call up beforehand, so that nothing has to be loaded at the moment of death.
    @SuppressWarnings("restricted") // one system call without pointers
    Sigkill() {
        Linker linker = Linker.nativeLinker();
        kill = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("kill"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    void self() {
        int answer;
        try {
            answer = (int) kill.invokeExact(pid, SIGKILL);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("kill(2) returned " + answer);
    }
}
