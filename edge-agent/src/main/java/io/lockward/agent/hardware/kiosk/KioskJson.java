package io.lockward.agent.hardware.kiosk;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lockward.agent.bank.parcel.KioskAnswer;
import io.lockward.agent.bank.parcel.KioskRequest;
import io.lockward.agent.bank.parcel.KioskView;
import io.lockward.agent.bank.sensing.Calibration;
import io.lockward.agent.bank.sensing.SensorChannel;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.entry.SensorScale;
import io.lockward.protocol.parcel.Size;
import io.lockward.protocol.wire.WireModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the screen's page and the agent say to each other. Both are of one release, so reading is strict.
/// Stateless; any thread.
final class KioskJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(4)
                            .maxStringLength(256)
                            .build())
                    .build())
            .addModule(new WireModule())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// A code that was typed or read.
    ///
    /// @param session the person's own; `null` on the idle screen
    record Entered(@Nullable String session, String text) {}

    private KioskJson() {}

    /// @throws IllegalArgumentException with words for people, when it is none
    static Entered entered(byte[] body) {
        JsonNode node = object(body);
        return new Entered(node.has("session") ? text(node, "session") : null, text(node, "text"));
    }

    /// @throws IllegalArgumentException with words for people, when it is none
    static KioskRequest request(byte[] body) {
        JsonNode node = object(body);
        String session = text(node, "session");
        return switch (text(node, "kind")) {
            case "find-delivery" -> new KioskRequest.FindDelivery(session, text(node, "text"));
            case "find-recipient" -> new KioskRequest.FindRecipient(session, text(node, "text"));
            case "deposit" ->
                new KioskRequest.Deposit(
                        session,
                        node.has("parcel") ? ParcelId.parse(text(node, "parcel")) : null,
                        node.has("recipient") ? text(node, "recipient") : null,
                        size(text(node, "size")),
                        flag(node, "reachable"),
                        flag(node, "together"));
            case "pickup" -> new KioskRequest.Pickup(session, ParcelId.parse(text(node, "parcel")));
            case "say" -> new KioskRequest.Say(session, KioskRequest.Word.valueOf(text(node, "word")));
            case "calibrate" ->
                new KioskRequest.Calibrate(
                        session,
                        KioskRequest.Move.valueOf(text(node, "move")),
                        node.has("compartment") ? new CompartmentId(text(node, "compartment")) : null);
            case "stay" -> new KioskRequest.Stay(session);
            case "leave" -> new KioskRequest.Leave(session);
            default -> throw new IllegalArgumentException("kind is none of those there are");
        };
    }

    static byte[] write(Face face) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("bank", face.bank().value()).put("name", face.name());
        if (face.phone() != null) {
            node.put("phone", face.phone());
        }
        face.languages().forEach(node.putArray("languages")::add);
        return bytes(node);
    }

    /// @param version of what there is to see in which the answer shows
    static byte[] write(KioskAnswer answer, long version) {
        ObjectNode node = MAPPER.createObjectNode().put("version", version);
        switch (answer) {
            case KioskAnswer.Yes(String session) -> node.put("kind", "yes").put("session", session);
            case KioskAnswer.Deliveries found ->
                node.put("kind", "deliveries").set("found", MAPPER.valueToTree(found.found()));
            case KioskAnswer.Recipients found ->
                node.put("kind", "recipients").set("found", MAPPER.valueToTree(found.found()));
            case KioskAnswer.No no -> {
                node.put("kind", "no").put("why", no.why().name());
                node.put("seconds", no.seconds()).put("trouble", no.trouble());
            }
        }
        return bytes(node);
    }

    static byte[] write(ViewBoard.Shown shown) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("version", shown.version());
        ObjectNode view = node.putObject("view");
        view.set("around", around(shown.view().around()));
        KioskView.Visitor visitor = shown.view().visitor();
        view.set("visitor", visitor == null ? MAPPER.nullNode() : visitor(visitor));
        return bytes(node);
    }

    private static ObjectNode around(KioskView.Around around) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("onBattery", around.onBattery()).put("linkUp", around.linkUp());
        node.put("closing", around.closing()).put("pausedSeconds", around.pausedSeconds());
        ObjectNode free = node.putObject("free");
        around.free().forEach((size, count) -> free.put(word(size), count));
        ArrayNode doors = node.putArray("doors");
        for (KioskView.Door door : around.doors()) {
            doors.addObject()
                    .put("compartment", door.compartment().value())
                    .put("size", word(door.size()))
                    .put("reachable", door.reachable())
                    .put("open", door.open());
        }
        return node;
    }

    private static ObjectNode visitor(KioskView.Visitor visitor) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("session", visitor.session()).put("label", visitor.label());
        node.put("leavesInSeconds", visitor.leavesInSeconds());
        node.set("step", step(visitor.step()));
        node.set("parcels", MAPPER.valueToTree(visitor.parcels()));
        ArrayNode done = node.putArray("done");
        visitor.done()
                .forEach(one -> done.addObject()
                        .put("movement", word(one.kind()))
                        .put("parcel", one.parcel().toString())
                        .put("compartment", one.compartment().value())
                        .put("verdict", one.verdict()));
        return node;
    }

    private static ObjectNode step(KioskView.Step step) {
        ObjectNode node = MAPPER.createObjectNode();
        return switch (step) {
            case KioskView.Step.Ready() -> node.put("kind", "ready");
            case KioskView.Step.Installing(List<KioskView.Fitted> fitted) -> {
                ArrayNode all = node.put("kind", "installing").putArray("fitted");
                for (KioskView.Fitted one : fitted) {
                    ObjectNode door = all.addObject()
                            .put("compartment", one.compartment().value())
                            .put("free", one.free());
                    door.set("scales", scales(one.scales()));
                }
                yield node;
            }
            case KioskView.Step.Calibrating one ->
                progress(
                        node.put("kind", "calibrating")
                                .put("compartment", one.compartment().value())
                                .put("open", one.open()),
                        one.progress());
            case KioskView.Step.Opening one ->
                node.put("kind", "opening")
                        .put("movement", word(one.kind()))
                        .put("parcel", one.parcel().toString())
                        .put("compartment", one.compartment().value())
                        .put("pulses", one.pulses());
            case KioskView.Step.Open one ->
                node.put("kind", "open")
                        .put("movement", word(one.kind()))
                        .put("parcel", one.parcel().toString())
                        .put("compartment", one.compartment().value())
                        .put("seen", one.seen())
                        .put("wish", one.wish().name())
                        .put(
                                "elsewhere",
                                one.elsewhere() == null ? null : one.elsewhere().value());
            case KioskView.Step.Deciding one ->
                node.put("kind", "deciding")
                        .put("movement", word(one.kind()))
                        .put("parcel", one.parcel().toString())
                        .put("compartment", one.compartment().value());
            case KioskView.Step.Ended one ->
                node.put("kind", "ended")
                        .put("movement", word(one.kind()))
                        .put("parcel", one.parcel().toString())
                        .put("compartment", one.compartment().value())
                        .put("verdict", one.verdict())
                        .put("where", one.where().value())
                        .put("trouble", one.trouble())
                        .put("reopenSeconds", one.reopenSeconds())
                        .put("asks", one.asks())
                        .put("instead", one.instead() == null ? null : word(one.instead()))
                        .put("insteadFree", one.insteadFree());
        };
    }

    private static ObjectNode progress(ObjectNode node, Calibration.Progress progress) {
        return switch (progress) {
            case Calibration.Progress.Asking(Calibration.Step step) ->
                node.put("stage", "asking").put("step", step.name());
            case Calibration.Progress.Measuring(Calibration.Step step, int percent) ->
                node.put("stage", "measuring").put("step", step.name()).put("percent", percent);
            case Calibration.Progress.Done done -> {
                node.put("stage", "done").set("scales", scales(done.scales()));
                yield node;
            }
            case Calibration.Progress.Failed(Calibration.Failure failure) ->
                node.put("stage", "failed")
                        .put("why", failure.why().name())
                        .put(
                                "channel",
                                failure.channel() == null
                                        ? null
                                        : failure.channel().word());
        };
    }

    private static ArrayNode scales(List<SensorScale> scales) {
        ArrayNode all = MAPPER.createArrayNode();
        for (SensorScale scale : scales) {
            SensorChannel channel = SensorChannel.of(scale.channel());
            all.addObject()
                    .put("channel", scale.channel())
                    .put("level", Calibration.level(scale).name())
                    .put("margin", scale.margin())
                    .put("change", Math.abs(scale.change()))
                    .put("unit", channel == null ? "" : channel.unit());
        }
        return all;
    }

    private static String word(Enum<?> alternative) {
        return alternative instanceof Size
                ? MAPPER.convertValue(alternative, String.class)
                : alternative.name().toLowerCase(Locale.ROOT);
    }

    private static Size size(String word) {
        for (Size one : Size.values()) {
            if (word(one).equals(word)) {
                return one;
            }
        }
        throw new IllegalArgumentException("size is s, m, l or xl");
    }

    private static JsonNode object(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException _) {
            // Said below.
        }
        throw new IllegalArgumentException("a request is one JSON object");
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value.textValue();
    }

    private static boolean flag(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(name + " is true or false");
        }
        return value.booleanValue();
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JacksonException e) {
            throw new UncheckedIOException("our own records can always be written", e);
        }
    }
}
