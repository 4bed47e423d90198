package org.bellcrank.workorder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;

/**
 * The nine fields that whoever goes to the machine needs. Six are known of every finding; an order
 * without one of them is never made. Three are known only where somebody told them; an order says
 * which of these it lacks.
 */
public final class DetectionFields {

  private static final Map<String, String> ALWAYS = new LinkedHashMap<>();
  private static final Map<String, String> WHERE_TOLD = new LinkedHashMap<>();

  static {
    ALWAYS.put("asset", "asset.id");
    ALWAYS.put("class", "finding.class");
    ALWAYS.put("severity", "finding.severity");
    ALWAYS.put("confidence", "finding.confidence");
    ALWAYS.put("camera", "finding.camera");
    ALWAYS.put("timestamp", "finding.capturedAt");
    WHERE_TOLD.put("annotated image", "evidence.annotatedName");
    WHERE_TOLD.put("production order", "context.productionOrder");
    WHERE_TOLD.put("recommended action", "order.recommendedAction");
  }

  private DetectionFields() {}

  /** Which of the three that somebody must tell are not known. */
  public static List<String> notTold(Facts fields) {
    return absent(WHERE_TOLD, fields);
  }

  /**
   * Refuses an order that lacks what is known of every finding.
   *
   * @throws IllegalStateException naming what is not there
   */
  static void require(String order, Facts fields) {
    List<String> absent = absent(ALWAYS, fields);
    if (!absent.isEmpty()) {
      throw new IllegalStateException(
          "order %s lacks %s; every order carries %s; it was not made"
              .formatted(order, absent, ALWAYS.keySet()));
    }
  }

  private static List<String> absent(Map<String, String> names, Facts fields) {
    return names.entrySet().stream()
        .filter(entry -> isAbsent(fields.values().get(entry.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isAbsent(Object value) {
    return value == null || value instanceof String text && text.isBlank();
  }
}
