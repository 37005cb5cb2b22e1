package io.lockward.cloud.parcel;

import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.lockward.fleet.parcel.ParcelFact;
import io.lockward.fleet.parcel.ParcelState;
import io.lockward.protocol.BankId;
import io.lockward.protocol.ParcelId;
import io.lockward.protocol.parcel.PickupCode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Parcels: announcing them, following them, and what a person may do about them.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "parcels")
public class ParcelResource {
    private static final String STATES =
            Stream.of(ParcelState.values()).map(ParcelState::word).collect(Collectors.joining("|"));
    private static final List<String> OPEN = Stream.of(ParcelState.values())
            .filter(state -> !state.isEnd())
            .map(ParcelState::word)
            .toList();
    private static final List<String> ENDED = Stream.of(ParcelState.values())
            .filter(ParcelState::isEnd)
            .map(ParcelState::word)
            .toList();

    private final ParcelDesk desk;
    private final ParcelReader reader;
    private final ParcelReadStore reads;

    ParcelResource(ParcelDesk desk, ParcelReader reader, ParcelReadStore reads) {
        this.desk = desk;
        this.reader = reader;
        this.reads = reads;
    }

    /// @param reason why, on one line; it goes into the parcel's story
    public record Why(@Nullable String reason) {}

    @POST
    @Path("parcels")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Announces a parcel and keeps room for it; its bank knows within seconds",
            description =
                    "Send an `Idempotency-Key`: the same key and body give the same parcel, however often they come")
    public Response announce(
            @Nullable AskedParcel body,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Context SecurityIdentity identity) {
        AskedParcel asked = body == null ? new AskedParcel(null, null, null, null, null, null, null, null, null) : body;
        ParcelView parcel = desk.announce(asked, identity.getPrincipal().getName(), key);
        return Response.created(URI.create("/api/v1/parcels/" + parcel.id()))
                .entity(parcel)
                .build();
    }

    @GET
    @Path("parcels")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            summary = "Parcels, the newest changed first; `state` is open, inside, ended, or one state",
            description = "`q` looks in tracking, reference, label, unit and courier")
    public Page<ParcelView> list(
            @QueryParam("bank") @Nullable String bank,
            @QueryParam("state") @Nullable String state,
            @QueryParam("recipient") @Nullable String recipient,
            @QueryParam("courier") @Nullable String courier,
            @QueryParam("q") @Nullable String words,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        List<String> states = states(state);
        int wanted = Page.limit(limit);
        return Page.of(
                reads
                        .list(
                                new ParcelReadStore.Wanted(bank, states, recipient, courier, blankless(words)),
                                place(Page.key(cursor)),
                                wanted + 1)
                        .stream()
                        .map(ParcelView::of)
                        .toList(),
                wanted,
                parcel -> parcel.changedAt() + "|" + parcel.id() + "|" + parcel.bank());
    }

    @GET
    @Path("parcels/search")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            summary =
                    "Finds by what somebody has in hand: a unit, a tracking number, a reference, the code of a trouble told at"
                            + " a screen such as K7-412, or (operators) the last 3 or 4 digits of a pickup code",
            description = "Never send a whole pickup code")
    public ParcelReader.Found search(
            @QueryParam("q") @Nullable String words,
            @QueryParam("bank") @Nullable String bank,
            @Context SecurityIdentity identity) {
        String wanted = blankless(words);
        boolean whole = wanted != null
                && wanted.matches("\\d[\\d -]{6,9}\\d")
                && wanted.replaceAll("\\D", "").length() == PickupCode.DIGITS;
        if (wanted == null || whole || wanted.length() < 2 || wanted.length() > 64) {
            throw Problem.invalid("q", "has 2 to 64 characters; of a pickup code send the last 4 digits only")
                    .asException();
        }
        return reader.search(wanted, bank, identity.getPrincipal().getName(), identity.hasRole(Role.OPERATOR_ROLE));
    }

    @GET
    @Path("parcels/{id}")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "One parcel with its story: every step with its verdict and the entry that shows it")
    public ParcelView.Whole get(@PathParam("id") String id, @QueryParam("bank") @Nullable String bank) {
        ParcelView.Whole story = reader.story(parcel(id), bank);
        if (story == null) {
            throw ParcelDesk.noParcel().asException();
        }
        return story;
    }

    @POST
    @Path("parcels/{id}/cancel")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Takes a parcel back that has not come yet")
    public ParcelView cancel(@PathParam("id") String id, @Nullable Why why, @Context SecurityIdentity identity) {
        return act(id, ParcelFact.What.CANCELLED, why, identity);
    }

    @POST
    @Path("parcels/{id}/code")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Asks for a new pickup code; its recipient is told when the bank has it",
            description = "The code before opens nothing from then on. No code is ever shown here")
    public ParcelView renew(@PathParam("id") String id, @Nullable Why why, @Context SecurityIdentity identity) {
        return act(id, ParcelFact.What.RENEWED, why, identity);
    }

    @POST
    @Path("parcels/{id}/overdue")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Says that a parcel waits too long; its recipient is told")
    public ParcelView overdue(@PathParam("id") String id, @Nullable Why why, @Context SecurityIdentity identity) {
        return act(id, ParcelFact.What.OVERDUE, why, identity);
    }

    @POST
    @Path("parcels/{id}/return")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Has a courier take a parcel back; the recipient's code no longer opens")
    public ParcelView giveBack(@PathParam("id") String id, @Nullable Why why, @Context SecurityIdentity identity) {
        return act(id, ParcelFact.What.RETURNING, why, identity);
    }

    @POST
    @Path("parcels/{id}/hold")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Holds a parcel back: nobody may have it for now")
    public ParcelView hold(@PathParam("id") String id, @Nullable Why why, @Context SecurityIdentity identity) {
        return act(id, ParcelFact.What.HELD, why, identity);
    }

    @POST
    @Path("parcels/{id}/release")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Lets a parcel that was held back be collected again")
    public ParcelView release(@PathParam("id") String id, @Nullable Why why, @Context SecurityIdentity identity) {
        return act(id, ParcelFact.What.RELEASED, why, identity);
    }

    @GET
    @Path("reconciliation")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            summary = "Where the books and what banks sense or say do not agree, the worst first; normally empty",
            description = "Each item names the entries that show it and what a person can do")
    public Page<DifferenceView> differences(@QueryParam("bank") @Nullable String bank) {
        if (bank != null && !BankId.isValid(bank)) {
            throw Problem.invalid("bank", "names a bank by its id").asException();
        }
        return new Page<>(reader.differences(bank), null);
    }

    private ParcelView act(String id, ParcelFact.What what, @Nullable Why why, SecurityIdentity identity) {
        String reason =
                why == null || why.reason() == null ? null : why.reason().strip();
        if (reason != null && (reason.length() > 256 || reason.chars().anyMatch(Character::isISOControl))) {
            throw Problem.invalid("reason", "has at most 256 characters on one line")
                    .asException();
        }
        return desk.act(
                parcel(id),
                null,
                what,
                identity.getPrincipal().getName(),
                reason == null || reason.isEmpty() ? null : reason);
    }

    private static UUID parcel(String id) {
        try {
            return ParcelId.parse(id).value();
        } catch (IllegalArgumentException _) {
            throw ParcelDesk.noParcel().asException();
        }
    }

    private static List<String> states(@Nullable String state) {
        if (state == null) {
            return List.of();
        }
        return switch (state) {
            case "open" -> OPEN;
            case "inside" -> List.of("waiting", "collecting", "contradictory");
            case "ended" -> ENDED;
            default -> {
                if (!state.matches(STATES)) {
                    throw Problem.invalid("state", "is one of open, inside, ended, " + STATES.replace("|", ", "))
                            .asException();
                }
                yield List.of(state);
            }
        };
    }

    private static @Nullable String blankless(@Nullable String words) {
        return words == null || words.isBlank() ? null : words.strip();
    }

    private static ParcelReadStore.@Nullable Place place(@Nullable String key) {
        if (key == null) {
            return null;
        }
        String[] parts = key.split("\\|", -1);
        try {
            if (parts.length == 3 && BankId.isValid(parts[2])) {
                return new ParcelReadStore.Place(Instant.parse(parts[0]), UUID.fromString(parts[1]), parts[2]);
            }
        } catch (IllegalArgumentException | java.time.DateTimeException _) {
            // answered below
        }
        throw Page.badCursor();
    }
}
