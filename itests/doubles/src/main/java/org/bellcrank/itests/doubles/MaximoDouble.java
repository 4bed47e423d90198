package org.bellcrank.itests.doubles;

import java.util.List;

/**
 * A work order system that behaves like IBM Maximo where it hurts. The interface is at /maximo/api.
 * Safe for all threads.
 */
public final class MaximoDouble extends CmmsDouble {

  private MaximoDouble(DoubleOptions options) {
    super(
        options,
        "maximo",
        List.of("externalrefid"),
        (settings, books) -> cmms(options, settings, books));
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static MaximoDouble start(DoubleOptions options) {
    return new MaximoDouble(options);
  }

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books) {
    MaximoFields fields =
        new MaximoFields(settings, Facts.register(options.plant(), "maximo-plant.csv"));
    MaximoLinks links = new MaximoLinks(settings);
    MaximoRecord record = new MaximoRecord(settings, links);
    MaximoOrders orders = new MaximoOrders(settings, fields, record, links, books);
    return new MaximoApi(
        settings,
        orders,
        new MaximoQuery(settings, fields, record, links, books),
        new MaximoDoclinks(settings, orders, record, links, books),
        new MaximoMeters(fields, orders, links, books),
        new MaximoPage(settings, fields, books));
  }
}
