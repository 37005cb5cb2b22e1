package io.lockward.signer.config;

import static io.lockward.signer.config.Setting.number;
import static io.lockward.signer.config.Setting.text;

import io.lockward.signer.rules.SigningLimits;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Every key the configuration file may have, beside `key.*`, `token-key.*` and `kinds.*`.
final class Settings {
    private static final SigningLimits PRESET = SigningLimits.DEFAULT;

    static final Setting<String> SOCKET = text("socket", "path", null, "Where it listens; a UNIX domain socket.");
    static final Setting<Set<String>> ALLOW = new Setting<>(
            "socket.allow",
            "names or numbers, by commas",
            "",
            "The users whose processes may ask; none: the signer's own user.",
            Settings::words);
    static final Setting<Integer> CONNECTIONS =
            number("socket.connections", 1, 256, 16, "At a time; further ones are told so and closed.");
    static final Setting<String> MODULE =
            text("token.module", "path", "", "A PKCS#11 library; none: all keys are in files.");
    static final Setting<String> LABEL = text("token.label", "text", "", "The token's label.");
    static final Setting<String> PIN = text("token.pin-file", "path", "", "Holds the token's user PIN.");
    static final Setting<String> KEY_SET = text(
            "key-set-file",
            "path",
            "",
            "The fleet's key set; with it, only what a bank would take is signed. Read again when it changes.");
    static final Setting<String> ROOT =
            text("root-key", "43 characters of base64url", "", "The public key that signs key sets.");
    static final Setting<String> AUDIT =
            text("audit.file", "path", null, "Each signature is written there before it leaves.");
    static final Setting<Integer> AUDIT_MIB =
            number("audit.file-mebibytes", 1, 1024, 16, "A longer file is put away, numbered, beside it.");
    static final Setting<Integer> AUDIT_FILES =
            number("audit.files", 2, 10_000, 64, "So many are kept; the oldest goes first.");
    static final Setting<Integer> BANK_COMMANDS = limit("limit.bank-commands", PRESET.bankCommands(), "for one bank");
    static final Setting<Integer> BANK_UNLOCKS =
            limit("limit.bank-unlocks", PRESET.bankUnlocks(), "for one bank that open doors");
    static final Setting<Integer> FLEET_COMMANDS =
            limit("limit.fleet-commands", PRESET.fleetCommands(), "for all banks together");
    static final Setting<Integer> FLEET_UNLOCKS =
            limit("limit.fleet-unlocks", PRESET.fleetUnlocks(), "for all banks together that open doors");
    static final Setting<Integer> PERSON_COMMANDS =
            limit("limit.person-commands", PRESET.personCommands(), "that one person asks for");
    static final Setting<Integer> CONFIGURATIONS = number(
            "limit.configurations",
            1,
            SigningLimits.MOST,
            PRESET.configurations(),
            "Configurations signed in any minute for all banks together; for one bank, `limit.bank-commands` counts.");

    static final List<Setting<?>> ALL = List.of(
            SOCKET,
            ALLOW,
            CONNECTIONS,
            MODULE,
            LABEL,
            PIN,
            KEY_SET,
            ROOT,
            AUDIT,
            AUDIT_MIB,
            AUDIT_FILES,
            BANK_COMMANDS,
            BANK_UNLOCKS,
            FLEET_COMMANDS,
            FLEET_UNLOCKS,
            PERSON_COMMANDS,
            CONFIGURATIONS);

    private Settings() {}

    static Set<String> words(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Setting<Integer> limit(String key, int preset, String what) {
        return number(key, 1, SigningLimits.MOST, preset, "Commands signed in any minute " + what + ".");
    }
}
