package io.lockward.cloud.seal;

import io.lockward.protocol.parcel.SealKey;
import jakarta.inject.Singleton;
import java.util.List;

/// Brings everything over to a new seal key: what the service itself locked away, here; banks seal anew by
/// themselves once their tickets have told them of it. Any thread, also of other replicas: what two of them do is
/// done once.
@Singleton
final class SealRotation {
    private final SealKeys keys;
    private final SealStore store;

    SealRotation(SealKeys keys, SealStore store) {
        this.keys = keys;
        this.store = store;
    }

    void round() {
        keys.refresh();
        SealKey inUse = keys.sealKey();
        if (inUse == null || !keys.hasOlder()) {
            return;
        }
        for (SealStore.Text text : store.texts()) {
            String words = keys.isNew(text.what(), text.locked()) ? null : keys.unlock(text.what(), text.locked());
            if (words != null) {
                store.replace(text, keys.lock(text.what(), words));
            }
        }
    }

    /// What is still locked away with another key than the one in use, as far as this process can tell.
    List<String> behind() {
        return store.texts().stream()
                .filter(text -> !keys.isNew(text.what(), text.locked()))
                .map(SealStore.Text::what)
                .toList();
    }
}
