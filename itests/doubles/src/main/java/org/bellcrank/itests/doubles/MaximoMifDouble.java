package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;

/**
 * Maximo of the time before its REST interface, as far as work orders go over the integration
 * framework: XML at {@code /meaweb/os}. Safe for all threads.
 */
public final class MaximoMifDouble extends CmmsDouble {

  private MaximoMifDouble(DoubleOptions options) {
    super(
        options,
        "maximo-mif",
        List.of("DESCRIPTION"),
        (settings, books) -> cmms(options, settings, books));
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static MaximoMifDouble start(DoubleOptions options) {
    return new MaximoMifDouble(options);
  }

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books) {
    List<Map<String, String>> plant = Facts.register(options.plant(), "maximo-plant.csv");
    MifFields fields = new MifFields(settings, plant);
    return new MifApi(
        settings,
        new MifOrders(settings, fields, books),
        new MifQuery(settings, fields, books),
        new MifAssets(settings, plant),
        new MifPage(books));
  }
}
