package io.lockward.cli.evidence;

import picocli.CommandLine.Command;

/// Evidence packages. Needs no service.
@Command(
        name = "evidence",
        description = "Checks evidence packages. Works offline.",
        mixinStandardHelpOptions = true,
        subcommands = EvidenceVerifyCommand.class)
public final class EvidenceCommand {}
