package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;

/**
 * SAP ECC behind the wrapper that the gateway asks of its customer: SOAP that answers 200 to
 * everything and says in a table what came of it. Safe for all threads.
 */
public final class EccDouble extends CmmsDouble {

  private static final SoapSchemas SCHEMAS = new SoapSchemas(List.of("ecc.xsd"));

  private EccDouble(DoubleOptions options) {
    super(
        options, "ecc", List.of("REFERENCE"), (settings, books) -> cmms(options, settings, books));
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static EccDouble start(DoubleOptions options) {
    return new EccDouble(options);
  }

  /**
   * The next changes find the record held by somebody else.
   *
   * @param times how many, creations and files among them; 0 for none
   */
  public void lock(int times) {
    ((EccApi) cmms()).notifications().lock(times);
  }

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books) {
    List<Map<String, String>> plant = Facts.register(options.plant(), "ecc-plant.csv");
    return new EccApi(
        settings,
        SCHEMAS,
        new EccNotifications(settings, books, plant),
        new EccPage(settings, books));
  }
}
