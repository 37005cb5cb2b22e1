package io.lockward.signer.token;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import org.jspecify.annotations.Nullable;

/// Gathers the message and gives it to the token. One thread.
@SuppressWarnings("deprecation") // parameters by name are abstract in SignatureSpi
final class TokenSignature extends SignatureSpi {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private @Nullable TokenKey key;

    @Override
    protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
        if (!(privateKey instanceof TokenKey ours)) {
            throw new InvalidKeyException("only keys in a token");
        }
        key = ours;
        message.reset();
    }

    @Override
    protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
        throw new InvalidKeyException("verifying is for others");
    }

    @Override
    protected void engineUpdate(byte b) {
        message.write(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
        message.write(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        TokenKey with = key;
        if (with == null) {
            throw new SignatureException("no key yet");
        }
        try {
            byte[] signature = with.sign(message.toByteArray());
            message.reset();
            return signature;
        } catch (TokenFault | IllegalStateException e) {
            throw new SignatureException("the token did not sign: " + e.getMessage(), e);
        }
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        throw new SignatureException("verifying is for others");
    }

    @Override
    protected void engineSetParameter(String name, Object value) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    protected Object engineGetParameter(String name) {
        throw new UnsupportedOperationException(name);
    }
}
