package io.lockward.cloud.seal;

import io.lockward.cloud.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The keys that banks seal their secrets to, and who is behind.
@Path("/api/v1/seal-key")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "policy")
public class SealResource {
    private static final int MOST_BANKS = 500;

    private final SealKeys keys;
    private final SealStore store;
    private final SealRotation rotation;

    SealResource(SealKeys keys, SealStore store, SealRotation rotation) {
        this.keys = keys;
        this.store = store;
        this.rotation = rotation;
    }

    /// @param here whether this replica can open what was sealed to it
    /// @param inUse whether banks are to seal to it
    /// @param banks how many banks' newest secrets are sealed to it
    public record SealKeyView(String kid, Instant madeAt, boolean here, boolean inUse, long banks) {}

    /// A bank whose newest secret is sealed to another key than the one in use.
    ///
    /// @param kid which; absent when it never sealed one
    /// @param generation which of the bank's secrets it is; absent when its agent does not say
    public record SealBankView(
            String bank, @Nullable String kid, @Nullable Integer generation) {}

    /// @param here whether this replica has the key in use
    /// @param keys the newest first
    /// @param behind banks that have not sealed to the key in use, by id, the first 500
    /// @param locked what the service itself has locked away with another key, such as `courier/dhl-4`
    /// @param settled whether the older keys may go: nobody and nothing needs them
    public record SealView(
            boolean here, List<SealKeyView> keys, List<SealBankView> behind, List<String> locked, boolean settled) {}

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(
            summary =
                    "The keys that banks seal their secrets to, public halves' names only, and which banks are behind")
    public SealView sealKey() {
        List<SealStore.Agreed> agreed = store.agreed();
        String inUse = agreed.isEmpty() ? null : agreed.getFirst().key().kid();
        List<SealBankView> behind = store.behind(inUse, MOST_BANKS);
        List<String> locked = rotation.behind();
        return new SealView(
                keys.sealKey() != null,
                agreed.stream()
                        .map(one -> new SealKeyView(
                                one.key().kid(),
                                one.at(),
                                keys.opens(one.key().kid()),
                                one.key().kid().equals(inUse),
                                one.banks()))
                        .toList(),
                behind,
                locked,
                keys.sealKey() != null && locked.isEmpty() && behind.stream().allMatch(bank -> bank.kid() == null));
    }
}
