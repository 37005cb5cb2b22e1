package io.lockward.signer.token;

import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.key.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// A PKCS#11 token, logged in. Any thread; one signature at a time. After a failed call it logs in anew, once.
public final class Token implements AutoCloseable {
    /// The curve by its name, a PrintableString (PKCS #11 3.0, current mechanisms, section 2.3.10).
    private static final byte[] CURVE_BY_NAME = HexFormat.of().parseHex("130c656477617264733235353139");
    /// The curve by its object identifier 1.3.101.112 (RFC 8410).
    private static final byte[] CURVE_BY_ID = HexFormat.of().parseHex("06032b6570");

    private static final int KEY_BYTES = 32;

    private final ReentrantLock lock = new ReentrantLock();
    private final Cryptoki cryptoki;
    private final String label;
    private final String pin;
    private long session;

    private Token(Cryptoki cryptoki, String label, String pin, long session) {
        this.cryptoki = cryptoki;
        this.label = label;
        this.pin = pin;
        this.session = session;
    }

    /// Logs in for signing.
    ///
    /// @param module the vendor's library
    /// @param label of the token
    public static Token open(Path module, String label, String pin) throws TokenFault {
        Cryptoki cryptoki = Cryptoki.load(module);
        return new Token(cryptoki, label, pin, login(cryptoki, label, pin, false));
    }

    /// Makes a new key pair in a token. The private key never leaves it.
    ///
    /// @param keyLabel that no key in the token has yet
    public static VerifyingKey generate(Path module, String label, String pin, String keyLabel) throws TokenFault {
        Cryptoki cryptoki = Cryptoki.load(module);
        try (Token token = new Token(cryptoki, label, pin, login(cryptoki, label, pin, true))) {
            if (!token.find(Attributes.PRIVATE_KEY, keyLabel).isEmpty()) {
                throw new TokenFault("the token has a key " + keyLabel + " already; choose another label");
            }
            try {
                token.generate(keyLabel, CURVE_BY_NAME);
            } catch (TokenFault _) {
                token.generate(keyLabel, CURVE_BY_ID);
            }
            return token.publicKey(keyLabel);
        }
    }

    /// A key in the token, as a key like any other.
    ///
    /// @throws TokenFault when it is not there, is there twice, or could leave the token
    public SigningKey key(String kid, String keyLabel) throws TokenFault {
        lock.lock();
        try {
            privateKey(keyLabel);
            VerifyingKey open = publicKey(keyLabel);
            TokenProvider.register();
            return new SigningKey(kid, new TokenKey(this, keyLabel), open);
        } finally {
            lock.unlock();
        }
    }

    /// The 64 bytes of an Ed25519 signature.
    byte[] sign(String keyLabel, byte[] message) throws TokenFault {
        lock.lock();
        try {
            try {
                return cryptoki.sign(session, privateKey(keyLabel), message);
            } catch (TokenFault _) {
                closeQuietly();
                session = login(cryptoki, label, pin, false);
                return cryptoki.sign(session, privateKey(keyLabel), message);
            }
        } finally {
            lock.unlock();
        }
    }

    private static long login(Cryptoki cryptoki, String label, String pin, boolean writing) throws TokenFault {
        for (long slot : cryptoki.slots()) {
            if (cryptoki.tokenLabel(slot).equals(label)) {
                long session = cryptoki.openSession(slot, writing);
                cryptoki.login(session, pin.getBytes(StandardCharsets.UTF_8));
                return session;
            }
        }
        throw new TokenFault("no token is called " + label);
    }

    private void generate(String keyLabel, byte[] curve) throws TokenFault {
        byte[] id = keyLabel.getBytes(StandardCharsets.UTF_8);
        cryptoki.generate(
                session,
                new Attributes()
                        .with(Attributes.CLASS, Attributes.PUBLIC_KEY)
                        .with(Attributes.KEY_TYPE, Attributes.EC_EDWARDS)
                        .with(Attributes.TOKEN, true)
                        .with(Attributes.LABEL, keyLabel)
                        .with(Attributes.ID, id)
                        .with(Attributes.VERIFY, true)
                        .with(Attributes.EC_PARAMS, curve),
                new Attributes()
                        .with(Attributes.CLASS, Attributes.PRIVATE_KEY)
                        .with(Attributes.KEY_TYPE, Attributes.EC_EDWARDS)
                        .with(Attributes.TOKEN, true)
                        .with(Attributes.PRIVATE, true)
                        .with(Attributes.SENSITIVE, true)
                        .with(Attributes.EXTRACTABLE, false)
                        .with(Attributes.LABEL, keyLabel)
                        .with(Attributes.ID, id)
                        .with(Attributes.SIGN, true));
    }

    private long privateKey(String keyLabel) throws TokenFault {
        long key = one(Attributes.PRIVATE_KEY, keyLabel);
        byte[] extractable = cryptoki.attribute(session, key, Attributes.EXTRACTABLE);
        if (!Arrays.equals(extractable, new byte[] {0})) {
            throw new TokenFault("the key " + keyLabel + " could be read out of the token; make one with"
                    + " `lockward keys token`, which cannot");
        }
        return key;
    }

    private VerifyingKey publicKey(String keyLabel) throws TokenFault {
        byte[] point = cryptoki.attribute(session, one(Attributes.PUBLIC_KEY, keyLabel), Attributes.EC_POINT);
        // an OCTET STRING of 32 bytes; some tokens leave its two bytes of DER away
        int offset = point.length - KEY_BYTES;
        if (offset != 0 && !(offset == 2 && point[0] == 4 && point[1] == KEY_BYTES)) {
            throw new TokenFault("the key " + keyLabel + " is no Ed25519 key");
        }
        byte[] x = Arrays.copyOfRange(point, offset, point.length);
        try {
            return new VerifyingKey(Base64.getUrlEncoder().withoutPadding().encodeToString(x));
        } catch (IllegalArgumentException e) {
            throw new TokenFault("the key " + keyLabel + ": " + e.getMessage());
        }
    }

    private long one(long type, String keyLabel) throws TokenFault {
        List<Long> found = find(type, keyLabel);
        if (found.size() != 1) {
            String half = type == Attributes.PRIVATE_KEY ? "private" : "public";
            throw new TokenFault("the token has " + found.size() + " " + half + " Ed25519 keys with the label "
                    + keyLabel + ", and one is needed");
        }
        return found.getFirst();
    }

    private List<Long> find(long type, String keyLabel) throws TokenFault {
        return cryptoki.find(
                session,
                new Attributes()
                        .with(Attributes.CLASS, type)
                        .with(Attributes.KEY_TYPE, Attributes.EC_EDWARDS)
                        .with(Attributes.LABEL, keyLabel));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closeQuietly();
        } finally {
            lock.unlock();
        }
    }

    private void closeQuietly() {
        try {
            cryptoki.closeSession(session);
        } catch (TokenFault _) {
            // it is gone, which was wanted
        }
    }
}
