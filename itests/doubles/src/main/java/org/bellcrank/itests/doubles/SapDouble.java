package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;

/**
 * A maintenance system that behaves like the notification interface of SAP S/4HANA where it hurts.
 * Its services are under /sap/opu/odata/sap. Safe for all threads. It needs Olingo on the class
 * path, which the other doubles do not.
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

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books) {
    int edition = settings.number("edition");
    SapFields fields = new SapFields(edition);
    List<Map<String, String>> plant = Facts.register(options.plant(), "sap-plant.csv");
    SapRules rules = new SapRules(settings, plant);
    SapRecord record = new SapRecord(settings, fields, rules);
    SapEntry entry = new SapEntry(settings, fields);
    SapSessions sessions = new SapSessions(settings, options.clock());
    SapNotifications notifications =
        new SapNotifications(settings, entry, rules, record, books, options.clock());
    return new SapApi(
        settings,
        List.of(
            new SapService("API_MAINTNOTIFICATION", edition, fields),
            new SapService("API_CV_ATTACHMENT_SRV", edition, fields),
            new SapService("API_EQUIPMENT", edition, fields)),
        sessions,
        notifications,
        new SapRoutes(
            sessions,
            notifications,
            new SapQuery(settings, fields, record, books),
            new SapAttachments(settings, fields, record, books),
            new SapEquipment(settings, fields, plant)),
        new SapPage(settings, rules, books));
  }
}
