package io.lockward.agent.hardware.camera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// A machine that has something else to do: every core computes, and one thread writes and forces the disk that the
/// footage lies on.
final class Load {
    private static final int BLOCK = 1 << 20;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /// @param folder on the disk that is to be busy
    Load(Path folder) {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            threads.add(Thread.ofPlatform().daemon().start(this::compute));
        }
        threads.add(Thread.ofPlatform().daemon().start(() -> write(folder.resolve("load.bin"))));
    }

    private void compute() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[BLOCK];
            while (!over) {
                System.arraycopy(digest.digest(block), 0, block, 0, 32);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(Path file) {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            for (int block = 0; !over; block++) {
                channel.write(ByteBuffer.allocate(BLOCK), (long) (block % 16) * BLOCK);
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
