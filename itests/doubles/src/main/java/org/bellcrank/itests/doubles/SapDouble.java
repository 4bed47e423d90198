package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;

/**
 * A maintenance system that behaves like the interfaces of notifications and orders of SAP S/4HANA
 * where it hurts. Its services are under /sap/opu/odata/sap. Safe for all threads. It needs Olingo
 * on the class path, which the other doubles do not.
 */
public final class SapDouble extends CmmsDouble {

  private SapDouble(DoubleOptions options) {
    super(
        options,
        "sap",
        List.of("MaintNotifExtReferenceNumber"),
        (settings, books) -> cmms(options, settings, books));
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static SapDouble start(DoubleOptions options) {
    return new SapDouble(options);
  }

  /** All sessions end and with them all tokens, as when the server is started again. */
  public void endSessions() {
    ((SapApi) cmms()).endSessions();
  }

  /**
   * A planner makes an order for a notification, past all rules of the interface.
   *
   * @throws java.util.NoSuchElementException if there is no such notification
   */
  public void makeOrder(String notification) {
    ((SapApi) cmms()).make(notification);
  }

  /** The orders that were made for notifications, oldest first. */
  public List<BookedOrder> orders() {
    return ((SapApi) cmms()).orders();
  }

  /**
   * A person at the plant fills in fields of an order and sets its status, past all rules of the
   * interface.
   *
   * @param order its number
   * @param fields in the names and forms in which the double keeps them
   * @return false if there is no such order or no such status
   */
  public boolean reportOrder(String order, String status, Map<String, Object> fields) {
    return ((SapApi) cmms()).report(order, status, fields);
  }

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books) {
    int edition = settings.number("edition");
    SapFields fields = new SapFields(edition);
    List<Map<String, String>> plant = Facts.register(options.plant(), "sap-plant.csv");
    SapRules rules = new SapRules(settings, plant);
    SapWriter writer = new SapWriter(fields);
    SapRecord record = new SapRecord(settings, fields, rules, writer);
    SapOrderRecord orderRecord = new SapOrderRecord(settings, fields, rules, writer);
    Books orderBooks = books.beside("orders");
    SapEntry entry = new SapEntry(settings, fields);
    SapSessions sessions = new SapSessions(settings, options.clock());
    SapNotifications notifications =
        new SapNotifications(settings, entry, rules, record, books, options.clock());
    SapOrders orders =
        new SapOrders(
            settings, entry, new SapOrderRules(settings, rules), orderRecord, books, orderBooks);
    return new SapApi(
        settings,
        List.of(
            new SapService("API_MAINTNOTIFICATION", edition, fields),
            new SapService("API_CV_ATTACHMENT_SRV", edition, fields),
            new SapService("API_EQUIPMENT", edition, fields),
            new SapService(SapOrderRoutes.SERVICE, edition, fields)),
        sessions,
        notifications,
        orders,
        new SapRoutes(
            sessions,
            notifications,
            new SapQuery(settings, fields, record, books),
            new SapAttachments(settings, fields, writer, books),
            new SapEquipment(settings, fields, plant),
            new SapOrderRoutes(orders, new SapQuery(settings, fields, orderRecord, orderBooks))),
        new SapPage(settings, rules, books));
  }
}
