package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;

/**
 * A small REST work order system as many plants have one: basic sign-on, plain JSON, files in
 * base64, and nothing that keeps one order from being created twice. The interface is at /api/v1.
 * Safe for all threads.
 */
public final class CustomRestDouble extends CmmsDouble {

  private CustomRestDouble(DoubleOptions options) {
    super(
        options,
        "custom",
        List.of("external_reference"),
        (settings, books) -> cmms(options, settings, books));
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static CustomRestDouble start(DoubleOptions options) {
    return new CustomRestDouble(options);
  }

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books) {
    List<Map<String, String>> plant = Facts.register(options.plant(), "custom-plant.csv");
    return new CustomApi(
        settings,
        new CustomOrders(settings, books, plant),
        new CustomAttachments(settings, books),
        new CustomPage(settings, plant, books),
        plant);
  }
}
