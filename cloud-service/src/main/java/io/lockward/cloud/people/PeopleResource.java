package io.lockward.cloud.people;

import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.lockward.protocol.BankId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Couriers and recipients. Those who may not act see masked names.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "people")
public class PeopleResource {
    private static final Set<String> LANGUAGES = Set.of("en", "de", "fr");
    private static final int MOST_BANKS = 500;

    private final People people;
    private final InstantSource clock;

    PeopleResource(People people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    /// @param code a courier's code or what their badge says, 6 to 128 characters; made here when there is none
    /// @param mayCalibrate whether it is an installer, who calibrates sensors at the screen and delivers nothing
    /// @param until the right ends then
    /// @param banks where; every bank when absent
    public record AskedCourier(
            @Nullable String label,
            @Nullable String code,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Boolean mayCollect,
            @Nullable Boolean mayCalibrate,
            @Nullable List<String> banks) {
        Courier courier(String id, String locked, String by, Instant now) {
            String name = line("label", label, 64);
            Instant end = until;
            if (end == null) {
                throw Problem.invalid("until", "says when the right ends").asException();
            }
            return new Courier(
                    id,
                    name,
                    locked,
                    from == null ? now : from,
                    end,
                    Boolean.TRUE.equals(mayCollect),
                    Boolean.TRUE.equals(mayCalibrate),
                    banks == null ? null : checked(banks),
                    by,
                    now);
        }

        @Override
        public String toString() {
            return "AskedCourier[" + label + "]";
        }
    }

    /// @param language `en`, `de` or `fr`; `en` when absent
    public record AskedRecipient(
            @Nullable String unit,
            @Nullable String name,
            @Nullable String email,
            @Nullable String language,
            @Nullable Boolean reachable,
            @Nullable List<String> banks) {}

    /// @param code only in the answer that made it
    public record CourierView(
            String id,
            String label,
            Instant from,
            Instant until,
            boolean mayCollect,
            boolean mayCalibrate,
            @Nullable List<String> banks,
            @Nullable String code,
            String changedBy,
            Instant changedAt) {}

    /// @param name masked for those who may not act
    /// @param masked whether it is
    public record RecipientView(
            String id,
            String unit,
            String name,
            @Nullable String email,
            boolean masked,
            String language,
            boolean reachable,
            List<String> banks,
            String changedBy,
            Instant changedAt) {}

    @GET
    @Path("couriers")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Who may put parcels in, by id")
    public Page<CourierView> couriers(
            @QueryParam("bank") @Nullable String bank,
            @QueryParam("q") @Nullable String words,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        int wanted = Page.limit(limit);
        return Page.of(
                people.couriers(bank, words, Page.key(cursor), wanted + 1).stream()
                        .map(courier -> view(courier, null))
                        .toList(),
                wanted,
                CourierView::id);
    }

    @PUT
    @Path("couriers/{id}")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Says who may put parcels in; their banks know within seconds, or when they are connected again",
            description = "Without `code` one is made and told in this answer, once")
    public CourierView putCourier(
            @PathParam("id") String id, @Nullable AskedCourier body, @Context SecurityIdentity identity) {
        AskedCourier asked = body == null ? new AskedCourier(null, null, null, null, null, null, null) : body;
        String code = asked.code();
        if (code != null && (code.isBlank() || code.length() < 6 || code.length() > 128)) {
            throw Problem.invalid("code", "has 6 to 128 characters").asException();
        }
        mustLock();
        String made =
                people.put(asked, checkedId(id), code, identity.getPrincipal().getName());
        return view(found(id), made);
    }

    @POST
    @Path("couriers/{id}/code")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Operation(
            summary = "Gives a courier another code, told in this answer, once; the one before opens nothing any more")
    public CourierView renewCourier(@PathParam("id") String id, @Context SecurityIdentity identity) {
        Courier courier = found(id);
        mustLock();
        return view(courier, people.renew(courier, identity.getPrincipal().getName()));
    }

    @DELETE
    @Path("couriers/{id}")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Operation(summary = "Ends a courier's right")
    public void endCourier(@PathParam("id") String id, @Context SecurityIdentity identity) {
        people.endCourier(found(id).id(), identity.getPrincipal().getName());
    }

    @GET
    @Path("recipients")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Whom parcels come for, by id; names are masked for those who may not act")
    public Page<RecipientView> recipients(
            @QueryParam("bank") @Nullable String bank,
            @QueryParam("q") @Nullable String words,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context SecurityIdentity identity) {
        int wanted = Page.limit(limit);
        boolean whole = identity.hasRole(Role.OPERATOR_ROLE);
        return Page.of(
                people.recipients(bank, words, Page.key(cursor), wanted + 1).stream()
                        .map(recipient -> view(recipient, whole))
                        .toList(),
                wanted,
                RecipientView::id);
    }

    @PUT
    @Path("recipients/{id}")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Says whom parcels come for, and how they are told; banks know the unit and a masked name")
    public RecipientView putRecipient(
            @PathParam("id") String id, @Nullable AskedRecipient body, @Context SecurityIdentity identity) {
        AskedRecipient asked = body == null ? new AskedRecipient(null, null, null, null, null, null) : body;
        String language = asked.language() == null ? "en" : asked.language();
        if (!LANGUAGES.contains(language)) {
            throw Problem.invalid("language", "is en, de or fr").asException();
        }
        String email = asked.email();
        if (email != null && (email.length() > 254 || !email.matches("[^\\s@,<>]{1,64}@[^\\s@,<>]+"))) {
            throw Problem.invalid("email", "is an address such as ana@example.org")
                    .asException();
        }
        List<String> banks = asked.banks();
        if (banks == null || banks.isEmpty()) {
            throw Problem.invalid("banks", "names at least one bank").asException();
        }
        Recipient recipient = new Recipient(
                checkedId(id),
                line("unit", asked.unit(), 40),
                line("name", asked.name(), 128),
                email,
                language,
                Boolean.TRUE.equals(asked.reachable()),
                checked(banks),
                identity.getPrincipal().getName(),
                clock.instant());
        people.put(recipient);
        return view(recipient, true);
    }

    @DELETE
    @Path("recipients/{id}")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Operation(summary = "Forgets a recipient: name and address go, parcels keep the id")
    public void endRecipient(@PathParam("id") String id, @Context SecurityIdentity identity) {
        Recipient recipient = people.recipient(id);
        if (recipient == null) {
            throw Problem.notFound("There is no such recipient.").asException();
        }
        people.endRecipient(recipient.id(), identity.getPrincipal().getName());
    }

    private Courier found(String id) {
        Courier courier = people.courier(id);
        if (courier == null) {
            throw Problem.notFound("There is no such courier.").asException();
        }
        return courier;
    }

    private void mustLock() {
        if (!people.canLock()) {
            throw Problem.of(
                            "no-seal-key",
                            "This replica has no seal key",
                            503,
                            "Codes cannot be kept here. Copy the file of the seal key to this replica.")
                    .asException();
        }
    }

    private static CourierView view(Courier courier, @Nullable String code) {
        return new CourierView(
                courier.id(),
                courier.label(),
                courier.from(),
                courier.until(),
                courier.mayCollect(),
                courier.mayCalibrate(),
                courier.banks(),
                code,
                courier.changedBy(),
                courier.changedAt());
    }

    private static RecipientView view(Recipient recipient, boolean whole) {
        return new RecipientView(
                recipient.id(),
                recipient.unit(),
                whole ? recipient.name() : MaskRules.name(recipient.name()),
                whole ? recipient.email() : MaskRules.email(recipient.email()),
                !whole,
                recipient.language(),
                recipient.reachable(),
                recipient.banks(),
                recipient.changedBy(),
                recipient.changedAt());
    }

    private static String checkedId(String id) {
        if (!id.matches("[a-z0-9][a-z0-9._-]{0,39}")) {
            throw Problem.invalid("id", "has 1 to 40 of a-z, 0-9, dot, dash and underscore")
                    .asException();
        }
        return id;
    }

    private static String line(String field, @Nullable String text, int most) {
        String line = text == null ? "" : text.strip();
        if (line.isEmpty() || line.length() > most || line.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(field, "has 1 to " + most + " characters on one line")
                    .asException();
        }
        return line;
    }

    private static List<String> checked(List<String> banks) {
        if (banks.size() > MOST_BANKS || !banks.stream().allMatch(BankId::isValid)) {
            throw Problem.invalid("banks", "names up to " + MOST_BANKS + " banks by their ids")
                    .asException();
        }
        return banks.stream().sorted().distinct().toList();
    }
}
