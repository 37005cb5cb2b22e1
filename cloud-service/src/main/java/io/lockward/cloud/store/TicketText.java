package io.lockward.cloud.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.wire.WireModule;

/// A ticket as a column holds it: the words of the wire, so that equal tickets have equal texts. Stateless.
final class TicketText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new WireModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private TicketText() {}

    static String write(Ticket ticket) {
        try {
            return MAPPER.writerFor(Ticket.class).writeValueAsString(ticket);
        } catch (JacksonException e) {
            throw new IllegalStateException("a ticket can always be written", e);
        }
    }

    /// @throws IllegalStateException when it is none: only tickets were ever written there
    static Ticket read(String text) {
        try {
            return MAPPER.readValue(text, Ticket.class);
        } catch (JacksonException e) {
            throw new IllegalStateException("a ticket is kept that cannot be read", e);
        }
    }
}
