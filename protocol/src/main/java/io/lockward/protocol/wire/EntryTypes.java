package io.lockward.protocol.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.lockward.protocol.entry.Entry;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The entry types by their names on the wire, read off the sealed hierarchy so that none can be forgotten.
public final class EntryTypes {
    private static final SortedMap<String, Class<? extends Entry>> BY_NAME = new TreeMap<>();

    static {
        collect(Entry.class);
    }

    private EntryTypes() {}

    /// Every known type, by name.
    public static Map<String, Class<? extends Entry>> all() {
        return Map.copyOf(BY_NAME);
    }

    /// The name of an entry's type on the wire.
    public static String nameOf(Class<? extends Entry> type) {
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        if (name == null) {
            throw new IllegalArgumentException(type.getSimpleName() + " cannot be written to the wire");
        }
        return name.value();
    }

    private static void collect(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted != null) {
            for (Class<?> alternative : permitted) {
                collect(alternative);
            }
        } else if (type.isAnnotationPresent(JsonTypeName.class)) {
            Class<? extends Entry> entry = type.asSubclass(Entry.class);
            BY_NAME.put(nameOf(entry), entry);
        }
    }
}
