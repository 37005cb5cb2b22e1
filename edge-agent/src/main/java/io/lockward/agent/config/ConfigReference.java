package io.lockward.agent.config;

/// Writes the reference page of the configuration file from the settings themselves.
final class ConfigReference {
    private ConfigReference() {}

    static String markdown() {
        StringBuilder page = new StringBuilder("""
                # The agent's configuration file

                Generated from the code; a test holds it there. `key = value` lines in UTF-8; empty lines and lines that start
                with `#` say nothing. An unknown key, a key set twice or a value out of range is an error, and all of them are
                told at once. Relative paths start from the file's folder. `check --config FILE` tries everything.

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
                LockReader.COMPARTMENT + "A01",
                "`size M, lock 17, door 27`",
                "**at least one**",
                "A compartment: size S, M, L or XL, the line of its lock and of its door switch (0 to 511). With lock boards "
                        + "`size M, board 1, lock 5`: the board's address and the channel of its lock, from 1, whose own "
                        + "contact tells the door; `size M, board 1, lock 5, door 21` where the door has a contact of its own, "
                        + "and that of the lock tells the bolt.");
        row(
                page,
                SensorReader.OCCUPANCY + "A01",
                "`" + SensorReader.EXAMPLE + "`",
                "none",
                "The occupancy sensors of a compartment, one of each kind: `hx711 data 5 clock 6` (lines of the GPIO chip),"
                        + " `nau7802`, `ads1115 0x48/0` (infrared reflectance on an input), `vl6180x`; ` mux 0x70/3` after"
                        + " those behind a multiplexer. With lock-board.items = yes the boards' item bits come by"
                        + " themselves.");
        row(
                page,
                FootageReader.CAMERA + "front",
                "`" + FootageReader.EXAMPLE + "`",
                "none",
                "A camera, named by 1 to 24 of [a-z0-9-]; at most 8. First where its pictures come from:"
                        + " `rtsp://viewer@host/path` (H.264), `v4l2 /dev/video0`, `rpicam 0` or `synthetic` (a test pattern)."
                        + " Then, with commas, `size 1280x720` and `rate 15` (pictures a second; both only where the bank"
                        + " encodes), `mask 200x80+0+0` for each part of the picture that is painted black (width x height +"
                        + " left + top; makes the bank encode), and `password-file PATH` for the user of an rtsp camera.");
        return page.toString();
    }

    private static void row(StringBuilder page, String key, String form, String preset, String meaning) {
        page.append("| `").append(key).append("` | ").append(form).append(" | ").append(preset);
        page.append(" | ").append(meaning).append(" |\n");
    }
}
