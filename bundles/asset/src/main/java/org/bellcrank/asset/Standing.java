package org.bellcrank.asset;

import java.time.Instant;
import java.util.Optional;

/**
 * What the register of a CMMS says about an asset, over what the site documents say.
 *
 * @param asset id in the site documents
 * @param instance connector instance whose CMMS says so
 * @param record key of the asset there
 * @param retired since when it is known to be out of service for good; empty for one in service
 * @param criticality what counts in place of the documents'; empty where theirs counts
 */
public record Standing(
    String asset,
    String instance,
    String record,
    Optional<Instant> retired,
    Optional<Criticality> criticality) {

  /** The same without criticality. */
  public Standing onlyRetired() {
    return new Standing(asset, instance, record, retired, Optional.empty());
  }

  /** Why the rules stop for it, one line. */
  public String words() {
    return "asset %s is retired in the register of %s (%s, since %s)"
        .formatted(asset, instance, record, retired.map(Instant::toString).orElse("never"));
  }
}
