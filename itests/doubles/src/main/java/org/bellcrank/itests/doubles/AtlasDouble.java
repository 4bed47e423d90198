package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;

/**
 * Atlas CMMS, an open-source system, as far as work orders go: sign-on by a token that runs out,
 * files that are uploaded first and then referred to, changes that empty whatever they leave out.
 * Safe for all threads.
 */
public final class AtlasDouble extends CmmsDouble {

  private AtlasDouble(DoubleOptions options) {
    super(options, "atlas", List.of(), (settings, books) -> cmms(options, settings, books));
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static AtlasDouble start(DoubleOptions options) {
    return new AtlasDouble(options);
  }

  /** No token that was given so far counts any more. */
  public void endSessions() {
    ((AtlasApi) cmms()).endSessions();
  }

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books) {
    List<Map<String, String>> plant = Facts.register(options.plant(), "atlas-plant.csv");
    AtlasSeal seal = new AtlasSeal(settings);
    AtlasAssets assets = new AtlasAssets(settings, plant);
    AtlasNumbers numbers = new AtlasNumbers(settings.number("id.first"), books);
    AtlasFiles files = new AtlasFiles(settings, books, numbers, seal, options.clock());
    AtlasOrders orders = new AtlasOrders(settings, books, numbers, files, assets, options.clock());
    return new AtlasApi(
        new AtlasTokens(settings, seal, options.clock()),
        orders,
        files,
        new AtlasSearch(settings),
        assets,
        new AtlasPage(settings, assets, books));
  }
}
