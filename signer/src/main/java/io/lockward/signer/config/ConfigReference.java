package io.lockward.signer.config;

import io.lockward.signer.rules.SigningRules;
import java.util.TreeSet;

/// Writes the reference page of the configuration file from the settings themselves.
final class ConfigReference {
    private ConfigReference() {}

    static String markdown() {
        StringBuilder page = new StringBuilder("""
                # The signer's configuration file

                Generated from the code; a test holds it there. `key = value` lines in UTF-8; empty lines and lines that start
                with `#` say nothing. An unknown key, a key set twice or a value out of range is an error, and all of them are
                told at once. Relative paths start from the file's folder. `--check --config FILE` tries everything.

                | key | value | default | meaning |
                |---|---|---|---|
                """);
        for (Setting<?> setting : Settings.ALL) {
            String preset = setting.preset();
            String shown = preset == null ? "**required**" : preset.isEmpty() ? "none" : "`" + preset + "`";
            row(page, setting.key(), setting.form(), shown, setting.meaning());
        }
        row(
                page,
                ConfigReader.KEY + "KID",
                "path",
                "**at least one key**",
                "A private key file of that `kid`, mode 0600, as `lockward keys new` makes it.");
        row(
                page,
                ConfigReader.TOKEN_KEY + "KID",
                "text",
                "",
                "The label of a key in the token that signs as that `kid`.");
        row(
                page,
                ConfigReader.KINDS + "KID",
                String.join(", ", new TreeSet<>(SigningRules.KINDS)),
                "all",
                "What that key may sign, by commas.");
        return page.toString();
    }

    private static void row(StringBuilder page, String key, String form, String preset, String meaning) {
        page.append("| `").append(key).append("` | ").append(form).append(" | ").append(preset);
        page.append(" | ").append(meaning).append(" |\n");
    }
}
