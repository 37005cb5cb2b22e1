package io.lockward.simulator.disk;

/// The bytes of one file; the first `forced` of them survive a power cut.
final class Inode {
    byte[] data = new byte[64];
    int size;
    int forced;
    int lastWrite;
    boolean poisoned;
}
