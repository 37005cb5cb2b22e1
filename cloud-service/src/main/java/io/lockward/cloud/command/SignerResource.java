package io.lockward.cloud.command;

import io.lockward.cloud.access.Role;
import io.lockward.cloud.key.KeySets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The process that signs.
@Path("/api/v1/signer")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "policy")
public class SignerResource {
    private final SocketSigner signer;
    private final KeySets keys;

    SignerResource(SocketSigner signer, KeySets keys) {
        this.signer = signer;
        this.keys = keys;
    }

    @GET
    @RolesAllowed(Role.VIEWER_ROLE)
    @Operation(summary = "Whether commands can be signed, with which keys, and how many in a minute")
    public SignerView signer() {
        return signer.view(keys.inForce());
    }
}
