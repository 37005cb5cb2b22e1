package io.lockward.signer;

import io.lockward.protocol.BankId;
import io.lockward.protocol.BootId;
import io.lockward.protocol.CommandId;
import io.lockward.protocol.CompartmentId;
import io.lockward.protocol.Desired;
import io.lockward.protocol.command.Approval;
import io.lockward.protocol.command.Command;
import io.lockward.protocol.command.CommandClaims;
import io.lockward.protocol.command.RebootLevel;
import io.lockward.protocol.key.SigningKey;
import io.lockward.protocol.parcel.Ticket;
import io.lockward.protocol.parcel.Tickets;
import io.lockward.protocol.signer.SignRequest;
import io.lockward.protocol.wire.SignedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Requests for tests.
public final class Asked {
    public static final CommandId ID = CommandId.parse("01946c4e-7b00-7000-8000-0000000000a7");
    public static final BootId BOOT = BootId.parse("6f9619ff-8b86-4011-b42d-00c04fc964ff");
    public static final String KID = "online-1";

    private Asked() {}

    public static SignRequest.Command unlock(String bank, String person) {
        return command(bank, person, new Command.Unlock(new CompartmentId("A07")));
    }

    public static SignRequest.Command reboot(String bank, String person) {
        return command(bank, person, new Command.Reboot(RebootLevel.KIOSK));
    }

    public static SignRequest.Command command(String bank, String person, Command command) {
        return new SignRequest.Command(
                KID, new CommandClaims(ID, new BankId(bank), BOOT, 30_000, person, "because", command));
    }

    public static SignRequest.Configuration configuration(String bank) {
        return new SignRequest.Configuration(KID, new Desired(new BankId(bank), 3, Map.of("door.ajar-seconds", "90")));
    }

    public static SignRequest.Ticketing tickets(String bank) {
        Ticket recipient = new Ticket.Recipient("r-17", "4B", "A. M.", false);
        return new SignRequest.Ticketing(
                KID, new Tickets(new BankId(bank), 1, 0, Instant.EPOCH, List.of(recipient), List.of(), null));
    }

    public static SignRequest.Command unlockAll(String... approvals) {
        return command("harbour-7", "ana", new Command.UnlockAll(List.of(approvals)));
    }

    public static String approval(SigningKey person) {
        Approval approval = new Approval(ID, new BankId("harbour-7"), BOOT, "unlock-all");
        return new String(
                SignedMessage.APPROVAL.sign(approval, person.kid(), person.privateKey()), StandardCharsets.US_ASCII);
    }
}
