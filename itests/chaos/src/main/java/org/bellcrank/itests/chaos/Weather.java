package org.bellcrank.itests.chaos;

import java.util.ArrayList;
import java.util.List;
import org.bellcrank.journal.Facts;

/** How the maintenance systems misbehave meanwhile. */
public final class Weather {

  private Weather() {}

  /** The faults, each with a draw of its own from the seed. */
  public static List<Facts> of(long seed) {
    List<Facts> faults = new ArrayList<>();
    faults.add(fault("TIMEOUT_AFTER_COMMIT", "CREATE", 0.04, seed + 1));
    faults.add(fault("TIMEOUT_AFTER_COMMIT", "ATTACH", 0.04, seed + 2));
    faults.add(fault("SERVER_ERROR_AFTER_COMMIT", "CREATE", 0.02, seed + 3));
    faults.add(fault("SILENT_204", "CREATE", 0.01, seed + 4));
    faults.add(fault("CLOSED_BEFORE_PROCESSING", "any", 0.01, seed + 5));
    faults.add(fault("UNAVAILABLE", "any", 0.01, seed + 6));
    return faults;
  }

  private static Facts fault(String kind, String on, double probability, long seed) {
    return Facts.with("kind", kind)
        .put("on", on)
        .put("probability", probability)
        .put("seed", seed)
        .build();
  }
}
