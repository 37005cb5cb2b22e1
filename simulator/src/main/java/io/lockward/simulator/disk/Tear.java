package io.lockward.simulator.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the unforced bytes of a file became.
///
/// @param keep how many bytes the file has
/// @param soundFrom bytes from the last forced one up to here are `filler`, -1 for none of that
record Tear(int keep, int soundFrom, byte filler) {
    byte[] of(Inode inode) {
        byte[] content = Arrays.copyOf(inode.data, keep);
        if (soundFrom >= 0) {
            Arrays.fill(content, inode.forced, soundFrom, filler);
        }
        return content;
    }

    /// Every one, a torn end at each multiple of `stride`.
    static List<Tear> all(Inode inode, int stride) {
        List<Tear> tears = new ArrayList<>();
        if (inode.forced == inode.size) {
            tears.add(new Tear(inode.size, -1, (byte) 0));
            return tears;
        }
        for (int keep = inode.forced; keep < inode.size; keep += stride) {
            tears.add(new Tear(keep, -1, (byte) 0));
        }
        tears.add(new Tear(inode.size, -1, (byte) 0));
        int middle = (inode.forced + inode.size) / 2;
        for (int soundFrom : new int[] {inode.size, middle, Math.max(inode.lastWrite, inode.forced)}) {
            if (soundFrom > inode.forced) {
                tears.add(new Tear(inode.size, soundFrom, (byte) 0));
                tears.add(new Tear(inode.size, soundFrom, (byte) 0xA7));
            }
        }
        return tears;
    }
}
