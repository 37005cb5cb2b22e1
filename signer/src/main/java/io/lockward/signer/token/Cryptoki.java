package io.lockward.signer.token;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The few PKCS#11 calls that signing takes (OASIS PKCS #11 base specification 2.40; `CKM_EDDSA` of 3.0), because the
/// JDK's own provider has no EdDSA (JDK 25, SunPKCS11). Needs `--enable-native-access` and a platform where
/// `unsigned long` has 8 bytes. Stateless after loading; one thread at a time a session.
@SuppressWarnings("restricted") // a module of the vendor can only be called so
final class Cryptoki {
    private static final long CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;
    private static final long CKR_USER_ALREADY_LOGGED_IN = 0x100;
    private static final long CKM_EC_EDWARDS_KEY_PAIR_GEN = 0x1055;
    private static final long CKM_EDDSA = 0x1057;
    private static final long CKF_OS_LOCKING_OK = 2;
    private static final long CKF_RW_SESSION = 2;
    private static final long CKF_SERIAL_SESSION = 4;
    private static final long CKU_USER = 1;
    private static final int LABEL_BYTES = 32;
    /// Larger than any `CK_TOKEN_INFO`.
    private static final int TOKEN_INFO_BYTES = 512;
    /// Larger than any attribute and signature asked for here.
    private static final int VALUE_BYTES = 256;

    private static final ValueLayout.OfLong ULONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout PTR = ValueLayout.ADDRESS;
    private static final Linker LINKER = Linker.nativeLinker();

    /// Places of functions in `CK_FUNCTION_LIST` (`pkcs11f.h`), after its version.
    private enum Call {
        INITIALIZE(0, "C_Initialize", PTR),
        GET_SLOT_LIST(4, "C_GetSlotList", ValueLayout.JAVA_BYTE, PTR, PTR),
        GET_TOKEN_INFO(6, "C_GetTokenInfo", ULONG, PTR),
        OPEN_SESSION(12, "C_OpenSession", ULONG, ULONG, PTR, PTR, PTR),
        CLOSE_SESSION(13, "C_CloseSession", ULONG),
        LOGIN(18, "C_Login", ULONG, ULONG, PTR, ULONG),
        GET_ATTRIBUTE_VALUE(24, "C_GetAttributeValue", ULONG, ULONG, PTR, ULONG),
        FIND_OBJECTS_INIT(26, "C_FindObjectsInit", ULONG, PTR, ULONG),
        FIND_OBJECTS(27, "C_FindObjects", ULONG, PTR, ULONG, PTR),
        FIND_OBJECTS_FINAL(28, "C_FindObjectsFinal", ULONG),
        SIGN_INIT(42, "C_SignInit", ULONG, PTR, ULONG),
        SIGN(43, "C_Sign", ULONG, PTR, ULONG, PTR, PTR),
        GENERATE_KEY_PAIR(59, "C_GenerateKeyPair", ULONG, PTR, PTR, ULONG, PTR, ULONG, PTR, PTR);

        private final int place;
        private final String title;
        private final MethodHandle handle;

        Call(int place, String title, MemoryLayout... arguments) {
            this.place = place;
            this.title = title;
            this.handle = LINKER.downcallHandle(FunctionDescriptor.of(ULONG, arguments));
        }
    }

    private final MemorySegment functions;

    private Cryptoki(MemorySegment functions) {
        this.functions = functions;
    }

    /// Loads a module and initialises it.
    static Cryptoki load(Path module) throws TokenFault {
        Optional<MemorySegment> list;
        try {
            list = SymbolLookup.libraryLookup(module, Arena.global()).find("C_GetFunctionList");
        } catch (IllegalArgumentException e) {
            throw new TokenFault("the PKCS#11 module " + module + " cannot be loaded: " + e.getMessage());
        }
        if (list.isEmpty()) {
            throw new TokenFault(module + " is no PKCS#11 module");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment into = arena.allocate(PTR);
            MethodHandle get = LINKER.downcallHandle(list.get(), FunctionDescriptor.of(ULONG, PTR));
            checked("C_GetFunctionList", (long) get.invokeExact(into));
            long size = PTR.byteSize() * (Call.GENERATE_KEY_PAIR.place + 2);
            Cryptoki cryptoki = new Cryptoki(into.get(PTR, 0).reinterpret(size));
            cryptoki.initialize(arena);
            return cryptoki;
        } catch (TokenFault e) {
            throw e;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private void initialize(Arena arena) throws TokenFault {
        MemorySegment arguments = arena.allocate(6 * PTR.byteSize(), PTR.byteAlignment());
        arguments.set(ULONG, 4 * PTR.byteSize(), CKF_OS_LOCKING_OK);
        try {
            call(Call.INITIALIZE, arguments);
        } catch (TokenFault e) {
            if (e.code() != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
                throw e;
            }
        }
    }

    /// The slots with a token.
    List<Long> slots() throws TokenFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(ULONG);
            call(Call.GET_SLOT_LIST, (byte) 1, MemorySegment.NULL, count);
            MemorySegment slots = arena.allocate(ULONG, Math.max(1, count.get(ULONG, 0)));
            call(Call.GET_SLOT_LIST, (byte) 1, slots, count);
            return list(slots, count.get(ULONG, 0));
        }
    }

    /// The label of the token in a slot, without its padding.
    String tokenLabel(long slot) throws TokenFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(TOKEN_INFO_BYTES, 8);
            call(Call.GET_TOKEN_INFO, slot, info);
            byte[] label = info.asSlice(0, LABEL_BYTES).toArray(ValueLayout.JAVA_BYTE);
            return new String(label, StandardCharsets.UTF_8).strip();
        }
    }

    long openSession(long slot, boolean writing) throws TokenFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment session = arena.allocate(ULONG);
            long flags = CKF_SERIAL_SESSION | (writing ? CKF_RW_SESSION : 0);
            call(Call.OPEN_SESSION, slot, flags, MemorySegment.NULL, MemorySegment.NULL, session);
            return session.get(ULONG, 0);
        }
    }

    void closeSession(long session) throws TokenFault {
        call(Call.CLOSE_SESSION, session);
    }

    void login(long session, byte[] pin) throws TokenFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, pin);
            try {
                call(Call.LOGIN, session, CKU_USER, bytes, (long) pin.length);
            } catch (TokenFault e) {
                if (e.code() != CKR_USER_ALREADY_LOGGED_IN) {
                    throw e;
                }
            } finally {
                bytes.fill((byte) 0);
            }
        }
    }

    /// The objects that have all these attributes, up to 16.
    List<Long> find(long session, Attributes template) throws TokenFault {
        try (Arena arena = Arena.ofConfined()) {
            call(Call.FIND_OBJECTS_INIT, session, template.write(arena), (long) template.size());
            MemorySegment objects = arena.allocate(ULONG, 16);
            MemorySegment count = arena.allocate(ULONG);
            call(Call.FIND_OBJECTS, session, objects, 16L, count);
            call(Call.FIND_OBJECTS_FINAL, session);
            return list(objects, count.get(ULONG, 0));
        }
    }

    private static List<Long> list(MemorySegment array, long count) {
        List<Long> found = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            found.add(array.getAtIndex(ULONG, i));
        }
        return found;
    }

    /// An attribute's bytes.
    byte[] attribute(long session, long object, long type) throws TokenFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(VALUE_BYTES);
            MemorySegment attribute = arena.allocate(3 * ULONG.byteSize(), ULONG.byteAlignment());
            attribute.setAtIndex(ULONG, 0, type);
            attribute.set(PTR, ULONG.byteSize(), value);
            attribute.setAtIndex(ULONG, 2, value.byteSize());
            call(Call.GET_ATTRIBUTE_VALUE, session, object, attribute, 1L);
            return taken(value, attribute.getAtIndex(ULONG, 2));
        }
    }

    byte[] sign(long session, long key, byte[] message) throws TokenFault {
        try (Arena arena = Arena.ofConfined()) {
            call(Call.SIGN_INIT, session, mechanism(arena, CKM_EDDSA), key);
            MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
            MemorySegment signature = arena.allocate(VALUE_BYTES);
            MemorySegment length = arena.allocateFrom(ULONG, signature.byteSize());
            call(Call.SIGN, session, data, (long) message.length, signature, length);
            return taken(signature, length.get(ULONG, 0));
        }
    }

    private static byte[] taken(MemorySegment value, long length) throws TokenFault {
        if (length < 0 || length > value.byteSize()) {
            throw new TokenFault("the module gave " + length + " bytes");
        }
        return value.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /// Makes an Ed25519 pair in the token.
    void generate(long session, Attributes publicKey, Attributes privateKey) throws TokenFault {
        try (Arena arena = Arena.ofConfined()) {
            call(
                    Call.GENERATE_KEY_PAIR,
                    session,
                    mechanism(arena, CKM_EC_EDWARDS_KEY_PAIR_GEN),
                    publicKey.write(arena),
                    (long) publicKey.size(),
                    privateKey.write(arena),
                    (long) privateKey.size(),
                    arena.allocate(ULONG),
                    arena.allocate(ULONG));
        }
    }

    private static MemorySegment mechanism(Arena arena, long type) {
        MemorySegment mechanism = arena.allocate(3 * ULONG.byteSize(), ULONG.byteAlignment());
        mechanism.setAtIndex(ULONG, 0, type);
        return mechanism;
    }

    private void call(Call which, Object... arguments) throws TokenFault {
        // CK_FUNCTION_LIST starts with a CK_VERSION of two bytes, padded to a pointer
        MemorySegment function = functions.get(PTR, PTR.byteSize() * (which.place + 1));
        try {
            MethodHandle bound = which.handle.bindTo(function);
            checked(which.title, (long) bound.invokeWithArguments(arguments));
        } catch (TokenFault e) {
            throw e;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static void checked(String title, long code) throws TokenFault {
        if (code != 0) {
            throw new TokenFault(title + " gave 0x" + Long.toHexString(code) + words(code), code);
        }
    }

    /// The ones that a person can do something about (`pkcs11t.h`).
    private static String words(long code) {
        return switch ((int) code) {
            case 0xA0 -> ": the PIN is wrong";
            case 0xA4 -> ": the PIN is locked after too many wrong ones";
            case 0xE0 -> ": there is no token in the slot";
            case 0x70 -> ": the token cannot do EdDSA";
            case 0x32 -> ": the token was taken out";
            default -> "";
        };
    }

    private static IllegalStateException broken(Throwable e) {
        return e instanceof IllegalStateException known
                ? known
                : new IllegalStateException("calling the PKCS#11 module", e);
    }
}
