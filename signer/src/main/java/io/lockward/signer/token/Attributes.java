package io.lockward.signer.token;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A template of PKCS#11 attributes (`CK_ATTRIBUTE[]`; `pkcs11t.h`). Lives within one call.
final class Attributes {
    static final long CLASS = 0x0;
    static final long TOKEN = 0x1;
    static final long PRIVATE = 0x2;
    static final long LABEL = 0x3;
    static final long KEY_TYPE = 0x100;
    static final long ID = 0x102;
    static final long SENSITIVE = 0x103;
    static final long SIGN = 0x108;
    static final long VERIFY = 0x10A;
    static final long EXTRACTABLE = 0x162;
    static final long EC_PARAMS = 0x180;
    static final long EC_POINT = 0x181;

    /// Values of [#CLASS].
    static final long PUBLIC_KEY = 2;

    static final long PRIVATE_KEY = 3;
    /// A value of [#KEY_TYPE].
    static final long EC_EDWARDS = 0x40;

    private final Map<Long, byte[]> values = new LinkedHashMap<>();

    Attributes with(long type, boolean value) {
        return with(type, new byte[] {(byte) (value ? 1 : 0)});
    }

    Attributes with(long type, long value) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        return with(type, bytes.putLong(value).array());
    }

    Attributes with(long type, String value) {
        return with(type, value.getBytes(StandardCharsets.UTF_8));
    }

    Attributes with(long type, byte[] value) {
        values.put(type, value);
        return this;
    }

    int size() {
        return values.size();
    }

    MemorySegment write(Arena arena) {
        long word = ValueLayout.JAVA_LONG.byteSize();
        MemorySegment array = arena.allocate(3 * word * size(), word);
        long at = 0;
        for (Map.Entry<Long, byte[]> one : values.entrySet()) {
            array.set(ValueLayout.JAVA_LONG, at, one.getKey());
            array.set(ValueLayout.ADDRESS, at + word, arena.allocateFrom(ValueLayout.JAVA_BYTE, one.getValue()));
            array.set(ValueLayout.JAVA_LONG, at + 2 * word, one.getValue().length);
            at += 3 * word;
        }
        return array;
    }
}
