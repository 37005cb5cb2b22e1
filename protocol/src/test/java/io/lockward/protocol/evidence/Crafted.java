package io.lockward.protocol.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// A ZIP with every field open to tricks. Written from APPNOTE, not from the code under test: unchanged, it is byte
/// for byte what that code writes.
final class Crafted {
    static final class Item {
        String name;
        byte[] content;
        long crc;
        int version = 10;
        int madeBy = 10;
        int flags;
        int method;
        int time;
        int date = 0x21;
        int attributes;
        long offset = -1;
        byte[] localExtra = {};
        byte[] centralExtra = {};
        byte[] comment = {};
        byte[] before = {};
        byte[] after = {};
        String localName;
        boolean inDirectory = true;

        Item(String name, byte[] content) {
            this.name = name;
            this.localName = name;
            this.content = content;
            CRC32 of = new CRC32();
            of.update(content);
            this.crc = of.getValue();
        }

        void rename(String to) {
            name = to;
            localName = to;
        }

        void swap(Item other) {
            byte[] mine = content;
            long sum = crc;
            content = other.content;
            crc = other.crc;
            other.content = mine;
            other.crc = sum;
        }
    }

    final List<Item> items = new ArrayList<>();
    byte[] comment = {};
    byte[] beforeDirectory = {};
    byte[] beforeEnd = {};
    int extraCount;

    static Crafted of(byte[] manifest, Sample.Draft draft) {
        Crafted crafted = new Crafted();
        crafted.items.add(new Item(EvidenceManifest.MANIFEST, manifest));
        draft.files.forEach((name, content) -> crafted.items.add(new Item(name, content)));
        return crafted;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Item item : items) {
            out.writeBytes(item.before);
            item.offset = item.offset < 0 ? out.size() : item.offset;
            byte[] name = item.localName.getBytes(StandardCharsets.UTF_8);
            byte[] header = new byte[30];
            ByteBuffer local = little(header);
            local.putInt(0x04034b50).putShort((short) item.version);
            common(local, item, name.length, item.localExtra.length);
            out.writeBytes(header);
            out.writeBytes(name);
            out.writeBytes(item.localExtra);
            out.writeBytes(item.content);
            out.writeBytes(item.after);
        }
        out.writeBytes(beforeDirectory);
        int directory = out.size();
        int files = 0;
        for (Item item : items) {
            if (item.inDirectory) {
                central(item, out);
                files++;
            }
        }
        int length = out.size() - directory;
        out.writeBytes(beforeEnd);
        byte[] header = new byte[22];
        ByteBuffer end = little(header);
        end.putInt(0x06054b50).putInt(0);
        end.putShort((short) (files + extraCount)).putShort((short) (files + extraCount));
        end.putInt(length).putInt(directory).putShort((short) comment.length);
        out.writeBytes(header);
        out.writeBytes(comment);
        return out.toByteArray();
    }

    private static void central(Item item, ByteArrayOutputStream out) {
        byte[] name = item.name.getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[46];
        ByteBuffer central = little(header);
        central.putInt(0x02014b50).putShort((short) item.madeBy).putShort((short) item.version);
        common(central, item, name.length, item.centralExtra.length);
        central.putShort((short) item.comment.length).putInt(0).putInt(item.attributes);
        central.putInt((int) item.offset);
        out.writeBytes(header);
        out.writeBytes(name);
        out.writeBytes(item.centralExtra);
        out.writeBytes(item.comment);
    }

    private static void common(ByteBuffer out, Item item, int nameBytes, int extraBytes) {
        out.putShort((short) item.flags).putShort((short) item.method);
        out.putShort((short) item.time).putShort((short) item.date);
        out.putInt((int) item.crc).putInt(item.content.length).putInt(item.content.length);
        out.putShort((short) nameBytes).putShort((short) extraBytes);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
