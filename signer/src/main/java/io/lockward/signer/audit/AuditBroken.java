package io.lockward.signer.audit;

import java.io.IOException;

/// The audit log on disk does not hold together, so nothing may be added to it: somebody has to look.
public final class AuditBroken extends IOException {
    AuditBroken(String message) {
        super(message);
    }
}
