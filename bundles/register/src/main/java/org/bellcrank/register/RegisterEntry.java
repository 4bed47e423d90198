package org.bellcrank.register;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.delivery.ForeignAsset;

/**
 * An asset of a CMMS as it stood when it was read last.
 *
 * @param instance connector instance whose CMMS has it
 * @param asset what the CMMS says
 * @param firstSeen begin of the reading that showed it first
 * @param lastSeen begin of the reading that showed it last
 * @param retiredAt when it was first read as retired; empty for one in service
 * @param goneAt when it was not shown any more, twice in a row; empty while it is there
 */
public record RegisterEntry(
    String instance,
    ForeignAsset asset,
    Instant firstSeen,
    Instant lastSeen,
    Optional<Instant> retiredAt,
    Optional<Instant> goneAt) {

  /** One that is read for the first time. */
  static RegisterEntry first(String instance, ForeignAsset asset, Instant seen) {
    Optional<Instant> retired = asset.retired() ? Optional.of(seen) : Optional.empty();
    return new RegisterEntry(instance, asset, seen, seen, retired, Optional.empty());
  }

  /** The same, read once more; what is there is not gone. */
  RegisterEntry seen(ForeignAsset now, Instant at) {
    Optional<Instant> retired =
        now.retired() ? retiredAt.or(() -> Optional.of(at)) : Optional.empty();
    return new RegisterEntry(instance, now, firstSeen, at, retired, Optional.empty());
  }
}
