package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;

/**
 * Fiix, as far as work orders go: signed addresses, one call for everything, errors inside answers
 * that say 200, ids of each tenant's own. Safe for all threads.
 */
public final class FiixDouble extends CmmsDouble {

  private FiixDouble(DoubleOptions options) {
    super(
        options,
        "fiix",
        List.of("strAdminNotes"),
        (settings, books) -> cmms(options, settings, books));
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static FiixDouble start(DoubleOptions options) {
    return new FiixDouble(options);
  }

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books) {
    List<Map<String, String>> plant = Facts.register(options.plant(), "fiix-plant.csv");
    FiixRecords records = new FiixRecords(settings, books, plant, options.clock());
    return new FiixApi(settings, records, new FiixPage(settings, records, books), options.clock());
  }
}
