package org.bellcrank.itests.journey;

/**
 * What the command line asks of the machines.
 *
 * @param days of their life that are told up to now, 1 to 89: their faults are planted over 90
 * @param seed of everything random in them
 */
record PlantOptions(int days, long seed) {

  private static final int MOST_DAYS = 89;

  /**
   * Reads what the launcher took out of the words.
   *
   * @throws IllegalArgumentException in words for the caller when they do not fit
   */
  static PlantOptions of(String days, String seed) {
    if (!days.matches("[1-9][0-9]?") || Integer.parseInt(days) > MOST_DAYS) {
      throw new IllegalArgumentException("--days: given '%s'; allowed 1 to 89".formatted(days));
    }
    if (seed == null || !seed.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "--seed: given '%s'; allowed 0 to 999999999999999999".formatted(seed));
    }
    return new PlantOptions(Integer.parseInt(days), Long.parseLong(seed));
  }
}
