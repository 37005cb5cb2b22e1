package io.lockward.cloud.command;

import io.lockward.cloud.access.Role;
import io.lockward.cloud.http.Page;
import io.lockward.cloud.http.Problem;
import io.lockward.protocol.BankId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.command.CommandState;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Asking banks to act, and following what becomes of it.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "commands")
public class CommandResource {
    private static final int LONGEST_WAIT_SECONDS = 30;
    private static final int MOST_WAITING = 2_000;
    /// Each is read and its signature checked.
    private static final int MOST_BUNDLES = 20;
    private static final String STATES = Stream.of(CommandState.values())
            .map(state -> state.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("|"));

    private final CommandDesk desk;
    private final ConsentDesk consent;
    private final CommandReadStore reads;
    private final CommandWaiters waiters;

    CommandResource(CommandDesk desk, ConsentDesk consent, CommandReadStore reads, CommandWaiters waiters) {
        this.desk = desk;
        this.consent = consent;
        this.reads = reads;
        this.waiters = waiters;
    }

    @POST
    @Path("banks/{bank}/commands")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Asks a bank to do something; what stops it for a while, opens all of it or tells its inside needs the role"
                            + " support")
    public Response ask(
            @PathParam("bank") String bank,
            @Nullable AskedCommand body,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Context SecurityIdentity identity) {
        AskedCommand asked = body == null ? new AskedCommand(null, null, null, null, null, null) : body;
        if (asked.needsSupport() && !identity.hasRole(Role.SUPPORT_ROLE)) {
            throw new ForbiddenException();
        }
        CommandView command = desk.ask(bank, asked, identity.getPrincipal().getName(), key);
        return Response.accepted(command)
                .location(URI.create("/api/v1/commands/" + command.id()))
                .build();
    }

    @GET
    @Path("commands/{id}")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Blocking
    @Operation(
            summary = "One command; with `wait` (seconds, up to 30) at its next change of state, or when time is up."
                    + " With `known`, the state the caller has seen, a change since then answers at once")
    public CompletionStage<CommandView> get(
            @PathParam("id") String id,
            @QueryParam("wait") @Nullable String wait,
            @QueryParam("known") @Nullable String known) {
        CommandId command = commandId(id);
        int seconds = seconds(wait);
        if (known != null && !known.matches(STATES)) {
            throw Problem.invalid("known", "is one of " + STATES.replace("|", ", "))
                    .asException();
        }
        CompletableFuture<CommandView> answer = new CompletableFuture<>();
        AtomicReference<@Nullable CommandView> first = new AtomicReference<>();
        AtomicBoolean early = new AtomicBoolean();
        Runnable look = () -> {
            CommandView before = first.get();
            CommandView now = reads.command(command);
            if (before != null && now != null && now.state() != before.state()) {
                answer.complete(now);
            }
        };
        Runnable wake = () -> {
            early.set(true);
            Infrastructure.getDefaultWorkerPool().execute(look);
        };
        waiters.enter(command, wake);
        CommandView standing = reads.command(command);
        first.set(standing);
        if (standing == null) {
            waiters.leave(command, wake);
            throw CommandDesk.noCommand().asException();
        }
        if (early.get()) {
            // A change told of before `first` was set found nothing to compare with.
            look.run();
        }
        boolean news = known != null && !known.equals(standing.state().name().toLowerCase(Locale.ROOT));
        if (seconds == 0 || news || standing.end() || waiters.count() > MOST_WAITING) {
            answer.complete(standing);
        }
        var _ = answer.completeOnTimeout(standing, seconds, TimeUnit.SECONDS);
        return answer.whenComplete((_, _) -> waiters.leave(command, wake));
    }

    @GET
    @Path("commands")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Commands, newest first; `kind` such as unlock, `state` is open, ended, or one state")
    public Page<CommandView> list(
            @QueryParam("bank") @Nullable String bank,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        String states = "open|ended|" + STATES;
        if (state != null && !state.matches(states)) {
            throw Problem.invalid("state", "is one of " + states.replace("|", ", "))
                    .asException();
        }
        if (kind != null && !kind.matches(AskedCommand.KINDS)) {
            throw Problem.invalid("kind", "is one of " + AskedCommand.KINDS.replace("|", ", "))
                    .asException();
        }
        Boolean ended = "open".equals(state) ? Boolean.FALSE : "ended".equals(state) ? Boolean.TRUE : null;
        UUID before = before(cursor);
        int wanted = Page.limit(limit);
        return Page.of(
                reads.list(bank, kind, ended, ended == null ? state : null, before, wanted + 1),
                wanted,
                command -> command.id().toString());
    }

    @POST
    @Path("commands/{id}/cancel")
    @RolesAllowed(Role.OPERATOR_ROLE)
    @Operation(summary = "Takes a command back that has not gone out")
    public CommandView cancel(@PathParam("id") String id, @Context SecurityIdentity identity) {
        return desk.cancel(commandId(id), identity.getPrincipal().getName());
    }

    @POST
    @Path("commands/{id}/approvals")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Adds one person's consent to a command that needs two people",
            description = "The approval is a JWS made with that person's own key: `lockward keys approve`. The bank"
                    + " checks both again, and its word decides")
    public CommandView approve(
            @PathParam("id") String id, @Nullable GivenApproval body, @Context SecurityIdentity identity) {
        String approval = body == null ? null : body.approval();
        if (approval == null || approval.isBlank() || approval.length() > 1_400) {
            throw Problem.invalid("approval", "is a signed approval of at most 1,400 characters")
                    .asException();
        }
        return consent.approve(
                commandId(id), approval.strip(), identity.getPrincipal().getName());
    }

    @GET
    @Path("commands/{id}/diagnostics")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Operation(summary = "The diagnostic bundle that a command of kind `diagnose` brought, as the bank signed it")
    public BundleView diagnostics(@PathParam("id") String id) {
        return consent.bundle(commandId(id));
    }

    @GET
    @Path("banks/{bank}/diagnostics")
    @RolesAllowed(Role.SUPPORT_ROLE)
    @Operation(summary = "The diagnostic bundles of a bank, newest first, without what is in them")
    public Page<BundleView.Listed> bundles(
            @PathParam("bank") String bank,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (!BankId.isValid(bank)) {
            throw Problem.notFound("There is no such bank.").asException();
        }
        int wanted = Math.min(Page.limit(limit), MOST_BUNDLES);
        return Page.of(
                consent.bundles(new BankId(bank), before(cursor), wanted + 1),
                wanted,
                bundle -> bundle.command().toString());
    }

    @GET
    @Path("banks/{bank}/interlocks")
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "What stands in the way of each command now, in the words that asking for it would answer")
    public Page<InterlockView> interlocks(@PathParam("bank") String bank) {
        return new Page<>(desk.interlocks(bank), null);
    }

    /// @param approval the JWS, as that person signed it
    public record GivenApproval(@Nullable String approval) {}

    private static @Nullable UUID before(@Nullable String cursor) {
        String key = Page.key(cursor);
        try {
            return key == null ? null : CommandId.parse(key).value();
        } catch (IllegalArgumentException _) {
            throw Page.badCursor();
        }
    }

    private static CommandId commandId(String id) {
        try {
            return CommandId.parse(id);
        } catch (IllegalArgumentException _) {
            throw CommandDesk.noCommand().asException();
        }
    }

    private static int seconds(@Nullable String wait) {
        if (wait == null) {
            return 0;
        }
        if (!wait.matches("[0-9]{1,2}") || Integer.parseInt(wait) > LONGEST_WAIT_SECONDS) {
            throw Problem.invalid("wait", "is a number of seconds from 0 to " + LONGEST_WAIT_SECONDS)
                    .asException();
        }
        return Integer.parseInt(wait);
    }
}
