/// The bank's durable memory: a segmented, append-only, hash-linked log of everything that happened. Byte oriented:
/// it knows neither JSON nor the wire. Enter through `Journal`; the file layer is the port `Disk`.
@NullMarked
package io.lockward.agent.journal;

import org.jspecify.annotations.NullMarked;
