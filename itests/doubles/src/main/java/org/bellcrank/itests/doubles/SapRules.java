package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this installation asks of a notification beyond the data model. */
final class SapRules {

  private static final String TYPE = "NotificationType";
  private static final String PRIORITY = "MaintPriority";
  private static final String OBJECT = "TechnicalObject";
  private static final String KIND = "TechObjIsEquipOrFuncnlLoc";

  private final Settings settings;
  private final List<Map<String, String>> plant;
  private final TreeMap<Integer, String> days;
  private final ZoneId zone;

  SapRules(Settings settings, List<Map<String, String>> plant) {
    this.settings = settings;
    this.plant = plant;
    days = settings.words("priority.days");
    zone = ZoneId.of(settings.text("zone"));
  }

  /** The register's row of a technical object; equipment is found without its leading zeros too. */
  Optional<Map<String, String>> object(Object number) {
    String plain = String.valueOf(number).replaceFirst("^0+(?=[0-9]+$)", "");
    return plant.stream().filter(row -> row.get("object").equals(plain)).findFirst();
  }

  /** What a new notification needs; the type that the plant sets is put in. */
  void created(Map<String, Object> stored, List<CmmsError> errors) {
    if (blank(stored.get(TYPE)) && !settings.text("type.default").isEmpty()) {
      stored.put(TYPE, settings.text("type.default"));
    }
    if (blank(stored.get(TYPE))) {
      errors.add(new CmmsError("required", TYPE, Map.of()));
    } else if (!settings.list("types").contains(stored.get(TYPE))) {
      errors.add(error("type-unknown", TYPE, stored.get(TYPE)));
    }
    known(stored, stored, errors);
  }

  /**
   * @param given the fields that the request names
   * @param stored all fields as they would be kept
   */
  void known(Map<String, Object> given, Map<String, Object> stored, List<CmmsError> errors) {
    Object priority = given.get(PRIORITY);
    if (!blank(priority) && days(priority).isEmpty()) {
      errors.add(error("priority-unknown", PRIORITY, priority));
    }
    if (!given.containsKey(OBJECT) && !given.containsKey(KIND) || blank(stored.get(OBJECT))) {
      return;
    }
    Optional<Map<String, String>> object = object(stored.get(OBJECT));
    String kind = String.valueOf(stored.getOrDefault(KIND, ""));
    if (object.isEmpty()) {
      errors.add(error("object-unknown", OBJECT, stored.get(OBJECT)));
    } else if (!object.get().get("kind").equals(kind)) {
      errors.add(
          new CmmsError(
              "object-kind",
              KIND,
              Map.of("value", String.valueOf(stored.get(OBJECT)), "kind", kind)));
    } else {
      stored.put(OBJECT, object.get().get("object"));
    }
  }

  /** The dates that follow from a priority take the place of those that were sent with it. */
  void dates(Map<String, Object> given, Map<String, Object> stored, Instant now) {
    Optional<Integer> until = days(given.get(PRIORITY));
    if (until.isEmpty() || !settings.flag("priority.overwrites.dates")) {
      return;
    }
    LocalDate today = now.atZone(zone).toLocalDate();
    LocalTime time = now.atZone(zone).toLocalTime().truncatedTo(ChronoUnit.SECONDS);
    String end = today.plusDays(until.get()).toString();
    stored.put("RequiredStartDate", today.toString());
    stored.put("RequiredStartTime", time.toString());
    stored.put("RequiredEndDate", end);
    stored.put("RequiredEndTime", time.toString());
    stored.put("LatestAcceptableCompletionDate", end);
  }

  /** Whether the plant's priority type has it. */
  boolean isPriority(Object priority) {
    return days(priority).isPresent();
  }

  private Optional<Integer> days(Object priority) {
    if (blank(priority) || !priority.toString().matches("[0-9]")) {
      return Optional.empty();
    }
    return Optional.ofNullable(days.get(Integer.valueOf(priority.toString())))
        .map(Integer::valueOf);
  }

  private static CmmsError error(String name, String field, Object value) {
    return new CmmsError(name, field, Map.of("value", String.valueOf(value)));
  }

  private static boolean blank(Object value) {
    return value == null || value.toString().isBlank();
  }
}
