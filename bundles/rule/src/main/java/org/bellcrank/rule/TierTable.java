package org.bellcrank.rule;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tiers with overrides: class and asset together come before failure mode and asset, then asset,
 * class, failure mode, and the default last.
 */
public final class TierTable {

  private final Tiers standard;
  private final List<Override> overrides;

  /**
   * One override; what is empty fits everything.
   *
   * @param name how the why-card names it
   */
  public record Override(
      String name,
      Optional<String> defectClass,
      Optional<String> failureMode,
      Optional<String> asset,
      Tiers tiers) {

    private int weight() {
      return (asset.isPresent() ? 4 : 0)
          + (defectClass.isPresent() ? 2 : 0)
          + (failureMode.isPresent() ? 1 : 0);
    }

    private boolean fits(String givenClass, String givenMode, String givenAsset) {
      return defectClass.map(givenClass::equals).orElse(true)
          && failureMode.map(givenMode::equals).orElse(true)
          && asset.map(givenAsset::equals).orElse(true);
    }
  }

  /** The tiers that apply, and where they come from. */
  public record Choice(Tiers tiers, String from) {}

  /**
   * A table of a default and overrides in any order; of two equally narrow ones the first counts.
   */
  public TierTable(Tiers standard, List<Override> overrides) {
    this.standard = standard;
    this.overrides =
        overrides.stream().sorted(Comparator.comparingInt(Override::weight).reversed()).toList();
  }

  /** The tiers for a finding. */
  public Choice choose(String defectClass, String failureMode, String asset) {
    return overrides.stream()
        .filter(override -> override.fits(defectClass, failureMode, asset))
        .findFirst()
        .map(override -> new Choice(override.tiers(), override.name()))
        .orElse(new Choice(standard, "default"));
  }
}
