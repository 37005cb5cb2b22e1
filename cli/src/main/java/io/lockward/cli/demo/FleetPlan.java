package io.lockward.cli.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// The banks of the demo: where they stand and what they are made of.
final class FleetPlan {
    private static final JsonMapper JSON = new JsonMapper();

    /// @param zone an IANA time zone
    record Site(String id, String name, String zone) {}

    /// @param columns compartment sizes from top to bottom, one string a column, one letter (S, M, L) a compartment
    record Bank(String id, String name, Site site, List<String> columns, int kioskAfterColumn) {
        /// The layout as the HTTP contract has it.
        ObjectNode layout() {
            ObjectNode layout = JSON.createObjectNode();
            ArrayNode columnNodes = layout.putArray("columns");
            for (int column = 0; column < columns.size(); column++) {
                String letter = String.valueOf((char) ('A' + column));
                ObjectNode columnNode = columnNodes.addObject().put("id", letter);
                ArrayNode compartments = columnNode.putArray("compartments");
                String sizes = columns.get(column);
                for (int row = 0; row < sizes.length(); row++) {
                    compartments
                            .addObject()
                            .put("id", "%s%02d".formatted(letter, row + 1))
                            .put("size", sizes.substring(row, row + 1));
                }
            }
            layout.put("kioskAfterColumn", String.valueOf((char) ('A' + kioskAfterColumn)));
            return layout;
        }

        List<String> compartments() {
            List<String> ids = new ArrayList<>();
            for (int column = 0; column < columns.size(); column++) {
                for (int row = 0; row < columns.get(column).length(); row++) {
                    ids.add("%s%02d".formatted(String.valueOf((char) ('A' + column)), row + 1));
                }
            }
            return ids;
        }

        /// One letter for each of [#compartments()].
        List<String> sizes() {
            return columns.stream()
                    .flatMap(sizes -> sizes.chars().mapToObj(Character::toString))
                    .toList();
        }

        ObjectNode registration() {
            ObjectNode body = JSON.createObjectNode().put("id", id).put("name", name);
            body.putObject("site").put("id", site.id).put("name", site.name).put("timeZone", site.zone);
            body.set("layout", layout());
            return body;
        }
    }

    private static final List<Site> SITES = List.of(
            new Site("harbour-point", "Harbour Point", "Europe/Lisbon"),
            new Site("linden-court", "Linden Court", "Europe/Berlin"),
            new Site("maple-heights", "Maple Heights", "America/Vancouver"));

    private static final List<List<String>> SHAPES = List.of(
            List.of("SSSSML", "SSMML", "SSSMML"),
            List.of("SSSSSSL", "MMML"),
            List.of("SSML", "SSSSML", "MMML", "SSLL"));

    /// So many banks have a screen and sensors to play with; more would be work for the computer and for nobody's eyes.
    static final int MOST_PLAYABLE = 12;

    private FleetPlan() {}

    /// The first `count` banks; the first three are the ones the documentation speaks of.
    static List<Bank> banks(int count) {
        List<Bank> banks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Site site = SITES.get(i % SITES.size());
            int number = i / SITES.size() + 1;
            List<String> columns = SHAPES.get(i % SHAPES.size());
            String name = site.name + (number == 1 ? " lobby" : " lobby " + number);
            banks.add(new Bank(site.id + "-" + number, name, site, columns, (columns.size() - 1) / 2));
        }
        return banks;
    }
}
