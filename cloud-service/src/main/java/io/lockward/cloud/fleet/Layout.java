package io.lockward.cloud.fleet;

import io.lockward.cloud.http.Problem;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.parcel.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where a bank's compartments are: columns from left to right, each from top to bottom.
///
/// @param kioskAfterColumn the column left of the screen; `null` when unknown
public record Layout(
        @Nullable List<Column> columns, @Nullable String kioskAfterColumn) {
    private static final int MAX_COLUMNS = 26;
    private static final int MAX_COMPARTMENTS = 400;

    /// One column.
    public record Column(@Nullable String id, @Nullable List<Compartment> compartments) {}

    /// One compartment.
    ///
    /// @param size `S`, `M`, `L` or `XL`, as in the agent's configuration; `null` stands for `M`
    public record Compartment(@Nullable String id, @Nullable String size) {
        /// @throws IllegalStateException when it was never checked
        Size room() {
            return size == null
                    ? Size.MEDIUM
                    : ofLetter(size).orElseThrow(() -> new IllegalStateException("a layout has no size " + size));
        }
    }

    private static Optional<Size> ofLetter(String letter) {
        return Arrays.stream(Size.values())
                .filter(size -> letter(size).equals(letter))
                .findFirst();
    }

    private static String letter(Size size) {
        return switch (size) {
            case SMALL -> "S";
            case MEDIUM -> "M";
            case LARGE -> "L";
            case EXTRA_LARGE -> "XL";
        };
    }

    /// What can be told from the compartments that were heard of.
    static Layout derived(Collection<CompartmentId> known) {
        Map<String, List<Compartment>> columns = new TreeMap<>();
        known.stream()
                .sorted()
                .forEach(id -> columns.computeIfAbsent(id.value().substring(0, 1), _ -> new ArrayList<>())
                        .add(new Compartment(id.value(), "M")));
        return new Layout(
                columns.entrySet().stream()
                        .map(column -> new Column(column.getKey(), column.getValue()))
                        .toList(),
                null);
    }

    /// The same, with compartments that were heard of and are not in it as a column of their own at the end.
    Layout with(Collection<String> heard) {
        Set<String> placed = compartments().stream()
                .map(place -> place.id() == null ? "" : place.id())
                .collect(java.util.stream.Collectors.toSet());
        List<Compartment> strays = heard.stream()
                .filter(id -> !placed.contains(id))
                .sorted()
                .map(id -> new Compartment(id, "M"))
                .toList();
        if (strays.isEmpty()) {
            return this;
        }
        List<Column> all = new ArrayList<>(columns == null ? List.of() : columns);
        all.add(new Column("?", strays));
        return new Layout(all, kioskAfterColumn);
    }

    /// Every compartment, in the order of the layout.
    List<Compartment> compartments() {
        List<Compartment> all = new ArrayList<>();
        for (Column column : columns == null ? List.<Column>of() : columns) {
            all.addAll(column.compartments() == null ? List.of() : column.compartments());
        }
        return all;
    }

    /// @throws io.lockward.cloud.http.ProblemException naming what is wrong
    Layout checked() {
        List<Compartment> all = compartments();
        Set<String> seen = new HashSet<>();
        if (columns == null || columns.size() > MAX_COLUMNS || all.size() > MAX_COMPARTMENTS) {
            throw Problem.invalid("layout.columns", "has 1 to 26 columns with up to 400 compartments in all")
                    .asException();
        }
        for (Column column : columns) {
            if (column.id() == null || !column.id().matches("[A-Z]")) {
                throw Problem.invalid("layout.columns.id", "is one letter A to Z")
                        .asException();
            }
        }
        for (Compartment compartment : all) {
            String id = compartment.id();
            if (id == null || !CompartmentId.isValid(id) || !seen.add(id)) {
                throw Problem.invalid("layout.columns.compartments.id", "is like A07, each once")
                        .asException();
            }
            if (compartment.size() == null || ofLetter(compartment.size()).isEmpty()) {
                throw Problem.invalid("layout.columns.compartments.size", "is S, M, L or XL")
                        .asException();
            }
        }
        if (kioskAfterColumn != null && !kioskAfterColumn.matches("[A-Z]")) {
            throw Problem.invalid("layout.kioskAfterColumn", "is one letter A to Z")
                    .asException();
        }
        return this;
    }
}
