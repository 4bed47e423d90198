package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;

/**
 * Infor EAM as far as work orders go over its SOAP services (one address for all functions, users
 * with their tenant, a sync that takes the order as it is sent, comments and documents by calls of
 * their own) and over its REST services beside them (orders and grids in JSON). Safe for all
 * threads.
 */
public final class InforDouble extends CmmsDouble {

  private static final SoapSchemas SCHEMAS =
      new SoapSchemas(
          List.of(
              "infor-oagis.xsd",
              "infor-fields.xsd",
              "infor-workorder.xsd",
              "infor-document.xsd",
              "infor-grid.xsd",
              "infor-mp0023.xsd",
              "infor-mp0024.xsd",
              "infor-mp0025.xsd",
              "infor-mp0108.xsd",
              "infor-mp0109.xsd",
              "infor-mp0112.xsd",
              "infor-mp0116.xsd",
              "infor-mp0118.xsd",
              "infor-mp6001.xsd"));

  private InforDouble(DoubleOptions options) {
    super(
        options,
        "infor",
        List.of("UserDefinedFields/UDFCHAR30"),
        (settings, books) -> cmms(options, settings, books));
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static InforDouble start(DoubleOptions options) {
    return new InforDouble(options);
  }

  /** How many sessions were begun and never ended by their users, 0 or more. */
  public int leftSessions() {
    return ((InforApi) cmms()).leftSessions();
  }

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books) {
    List<Map<String, String>> plant = Facts.register(options.plant(), "infor-plant.csv");
    InforRecord record = new InforRecord(settings, plant);
    InforOrders orders = new InforOrders(settings, books, record, options.clock());
    InforUsers users = new InforUsers(settings);
    InforGrids grids = new InforGrids(settings, new InforRows(settings, books, plant));
    return new InforApi(
        settings,
        SCHEMAS,
        users,
        orders,
        new InforDocuments(settings, books, orders),
        grids,
        new InforRest(settings, users, orders, record, grids),
        new InforPage(settings, books));
  }
}
