package org.bellcrank.delivery;

import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * What a CMMS says about one asset of its register.
 *
 * @param foreignId the key by which orders name it
 * @param fields what it tells, see {@link AssetFields}; texts, empty fields are missing
 * @param state whether it is in service; empty where the CMMS does not say, or in a word that the
 *     connector's list does not have
 * @param statusWord the CMMS's own word for that, unchanged; empty where it says none
 * @param criticalityWord the CMMS's own word for how much hangs on it; empty where it says none
 */
public record ForeignAsset(
    String foreignId,
    Facts fields,
    Optional<State> state,
    String statusWord,
    String criticalityWord) {

  /** Whether orders may name it. */
  public enum State {
    IN_SERVICE,
    /** Decommissioned, scrapped, sold, marked for deletion. */
    RETIRED
  }

  /** Whether the CMMS says that it is out of service for good. */
  public boolean retired() {
    return state.filter(State.RETIRED::equals).isPresent();
  }

  /** A field; empty where the CMMS does not tell it. */
  public Optional<String> field(String name) {
    return fields.text(name);
  }
}
