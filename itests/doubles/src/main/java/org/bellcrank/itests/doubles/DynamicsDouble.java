package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;

/**
 * Dynamics 365 Finance and Supply Chain, as far as requests for maintenance go: tokens of Entra,
 * OData V4, companies that are invisible unless they are asked for. Safe for all threads. It needs
 * Olingo 4 on the class path, which the other doubles do not.
 */
public final class DynamicsDouble extends CmmsDouble {

  private DynamicsDouble(DoubleOptions options) {
    super(
        options,
        "dynamics",
        List.of("RequestId", "Description"),
        (settings, books) -> cmms(options, settings, books));
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static DynamicsDouble start(DoubleOptions options) {
    return new DynamicsDouble(options);
  }

  /** No token that was given so far counts any more. */
  public void endSessions() {
    ((DynamicsApi) cmms()).endSessions();
  }

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books) {
    List<Map<String, String>> plant = Facts.register(options.plant(), "dynamics-plant.csv");
    DynamicsModel model = new DynamicsModel();
    DynamicsRequests requests = new DynamicsRequests(settings, books, model, plant);
    return new DynamicsApi(
        settings,
        new DynamicsTokens(settings, options.clock()),
        new DynamicsService(model),
        requests,
        new DynamicsFiles(settings, books, requests, options.clock()),
        new DynamicsPage(settings, requests, books));
  }
}
