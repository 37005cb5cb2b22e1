package io.lockward.cloud.dispute;

import io.lockward.cloud.access.Person;
import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.lockward.protocol.BankId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Cases: asking for them, deciding, finding, closing.
@Path("/api/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "cases")
public class CaseResource {
    private static final List<String> STATES =
            Stream.of(CaseState.values()).map(CaseState::word).toList();

    /// Characters of a reason at most.
    private static final int REASON = 256;

    private final Cases cases;

    CaseResource(Cases cases) {
        this.cases = cases;
    }

    /// @param reason why; it goes on record
    public record CaseReason(@Nullable String reason) {}

    /// @param decision `open` or `decline`
    public record AskedDecision(
            @Nullable String decision, @Nullable String reason) {}

    /// @param text in plain words
    public record CaseWords(@Nullable String text) {}

    @POST
    @RolesAllowed({Role.OPERATOR_ROLE, Role.PROPERTY_ROLE})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Opens a case, or asks for one when the role may not open it",
            description =
                    "Support opens; operators and properties ask, and support decides. Send an `Idempotency-Key`: the"
                            + " same key and body give the same case")
    public Response ask(
            @Nullable AskedCase body,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Context SecurityIdentity identity) {
        AskedCase asked = body == null ? new AskedCase(null, null, null, null, null, null) : body;
        CaseRow row = cases.ask(asked, Person.of(identity), identity.hasRole(Role.SUPPORT_ROLE), key);
        return Response.created(URI.create("/api/v1/cases/" + row.id()))
                .entity(CaseView.of(row))
                .build();
    }

    @GET
    @RolesAllowed({Role.OPERATOR_ROLE, Role.PROPERTY_ROLE, Role.AUDITOR_ROLE})
    @Operation(
            summary = "Cases, the newest first; `state` is one of requested, open, declined, closed",
            description = "`q` looks in claim, bank, compartment and finding")
    public Page<CaseView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("bank") @Nullable String bank,
            @QueryParam("parcel") @Nullable String parcel,
            @QueryParam("q") @Nullable String words,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context SecurityIdentity identity) {
        int most = Page.limit(limit);
        List<CaseRow> rows =
                cases.list(wanted(state, bank, parcel, words, identity), place(Page.key(cursor)), most + 1);
        return Page.of(rows.stream().map(CaseView::of).toList(), most, row -> row.openedAt() + "|" + row.id());
    }

    @GET
    @Path("counts")
    @RolesAllowed({Role.OPERATOR_ROLE, Role.PROPERTY_ROLE, Role.AUDITOR_ROLE})
    @Operation(summary = "How many cases are in each state")
    public Map<String, Long> counts(@QueryParam("bank") @Nullable String bank, @Context SecurityIdentity identity) {
        return cases.counts(wanted(null, bank, null, null, identity));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.OPERATOR_ROLE, Role.PROPERTY_ROLE, Role.AUDITOR_ROLE})
    @Operation(
            summary = "One case: where it stands, its checklist, contradictions, facts, clips and the proposed finding",
            description =
                    "The evidence is gathered anew each time, so what comes late appears. A property sees where it stands"
                            + " and what was found, and no evidence")
    public CaseView.WholeCase get(@PathParam("id") String id, @Context SecurityIdentity identity) {
        return whole(row(id, identity), identity);
    }

    @POST
    @Path("{id}/decision")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Opens a case that was asked for, declined or closed, or declines one that was asked for")
    public CaseView.WholeCase decide(
            @PathParam("id") String id, @Nullable AskedDecision body, @Context SecurityIdentity identity) {
        return changed(id, identity, (row, person) -> {
            String why = CaseText.needed("reason", body == null ? null : body.reason(), REASON);
            return switch (body == null || body.decision() == null ? "" : body.decision()) {
                case "open" -> cases.open(row, person, why);
                case "decline" -> cases.decline(row, person, why);
                default ->
                    throw Problem.invalid("decision", "is open or decline").asException();
            };
        });
    }

    @POST
    @Path("{id}/notes")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Adds a note to the case's history")
    public CaseView.WholeCase note(
            @PathParam("id") String id, @Nullable CaseWords body, @Context SecurityIdentity identity) {
        return changed(id, identity, (row, person) -> cases.note(row, person, text(body, 2_000)));
    }

    @PUT
    @Path("{id}/finding")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Writes what was found, in plain words; the case stays open")
    public CaseView.WholeCase finding(
            @PathParam("id") String id, @Nullable CaseWords body, @Context SecurityIdentity identity) {
        return changed(id, identity, (row, person) -> cases.finding(row, person, text(body, 4_000)));
    }

    @POST
    @Path("{id}/close")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Operation(summary = "Closes an open case with the finding that is written; its footage opens no more")
    public CaseView.WholeCase close(@PathParam("id") String id, @Context SecurityIdentity identity) {
        return changed(id, identity, cases::close);
    }

    @POST
    @Path("{id}/hold")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Keeps the case's footage until it is let go, whatever the site's retention says")
    public CaseView.WholeCase hold(
            @PathParam("id") String id, @Nullable CaseReason body, @Context SecurityIdentity identity) {
        return changed(
                id,
                identity,
                (row, person) -> cases.hold(
                        row, person, true, CaseText.needed("reason", body == null ? null : body.reason(), REASON)));
    }

    @DELETE
    @Path("{id}/hold")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Operation(summary = "Lets the case's footage go when its time is over")
    public CaseView.WholeCase release(
            @PathParam("id") String id,
            @QueryParam("reason") @Nullable String reason,
            @Context SecurityIdentity identity) {
        return changed(
                id,
                identity,
                (row, person) -> cases.hold(row, person, false, CaseText.needed("reason", reason, REASON)));
    }

    @GET
    @Path("{id}/access")
    @RolesAllowed({Role.SUPPORT_ROLE, Role.AUDITOR_ROLE})
    @Operation(summary = "Who looked at footage of the case, when, and why; oldest first")
    public Page<CaseView.CaseLook> looks(@PathParam("id") String id, @Context SecurityIdentity identity) {
        return new Page<>(cases.looks(row(id, identity)), null);
    }

    private CaseRow row(String id, SecurityIdentity identity) {
        CaseRow row = id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? cases.find(UUID.fromString(id), Person.of(identity))
                : null;
        if (row == null) {
            throw Cases.noCase().asException();
        }
        return row;
    }

    /// Does something to a case that this person may know of, and shows what became of it.
    private CaseView.WholeCase changed(
            String id, SecurityIdentity identity, BiFunction<CaseRow, Person, CaseRow> change) {
        return whole(change.apply(row(id, identity), Person.of(identity)), identity);
    }

    private static String text(@Nullable CaseWords body, int most) {
        return CaseText.needed("text", body == null ? null : body.text(), most);
    }

    private CaseView.WholeCase whole(CaseRow row, SecurityIdentity identity) {
        return cases.whole(row, identity.hasRole(Role.OPERATOR_ROLE) || identity.hasRole(Role.AUDITOR_ROLE));
    }

    private static CaseStore.Wanted wanted(
            @Nullable String state,
            @Nullable String bank,
            @Nullable String parcel,
            @Nullable String words,
            SecurityIdentity identity) {
        if (state != null && !STATES.contains(state)) {
            throw Problem.invalid("state", "is one of " + String.join(", ", STATES))
                    .asException();
        }
        if (bank != null && !BankId.isValid(bank)) {
            throw Problem.invalid("bank", "names a bank by its id").asException();
        }
        String said = words == null || words.isBlank() ? null : words.strip();
        if (said != null && said.length() > 64) {
            throw Problem.invalid("q", "has at most 64 characters").asException();
        }
        return new CaseStore.Wanted(
                state == null ? List.of() : List.of(state),
                bank,
                new AskedCase(null, parcel, null, null, null, null).which(),
                said,
                Person.of(identity).sites());
    }

    private static CaseStore.@Nullable Place place(@Nullable String key) {
        if (key == null) {
            return null;
        }
        String[] parts = key.split("\\|", -1);
        try {
            if (parts.length == 2) {
                return new CaseStore.Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException _) {
            // answered below
        }
        throw Page.badCursor();
    }
}
