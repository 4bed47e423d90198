package org.bellcrank.itests.doubles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The function modules: BAPIs that write, the plant's own functions that read. */
final class EccRfcFunctions {

  private static final String CREATE = "BAPI_ALM_NOTIF_CREATE";
  private static final String MODIFY = "BAPI_ALM_NOTIF_DATA_MODIFY";
  private static final String COMMIT = "BAPI_TRANSACTION_COMMIT";
  private static final String EXTENSION = "BAPI_TE_QMEL";

  private final Settings settings;
  private final Books books;
  private final EccNotifications notifications;
  private final EccRfcInterface described = new EccRfcInterface();
  private final AtomicLong numbers;

  EccRfcFunctions(Settings settings, Books books, EccNotifications notifications) {
    this.settings = settings;
    this.books = books;
    this.notifications = notifications;
    numbers = new AtomicLong(books.nextId() - 1);
  }

  /** What a call wants that begins something; empty for what goes on with it. */
  static Optional<Operation> operation(String function) {
    return switch (function) {
      case CREATE -> Optional.of(Operation.CREATE);
      case MODIFY -> Optional.of(Operation.UPDATE);
      case "ZBCK_NOTIF_FIND" -> Optional.of(Operation.FIND);
      case "ZBCK_NOTIF_READ", "ZBCK_NOTIF_CHANGED", "ZBCK_EQUI_LIST" -> Optional.of(Operation.READ);
      case "ZBCK_NOTIF_ATTACH" -> Optional.of(Operation.ATTACH);
      default -> Optional.empty();
    };
  }

  /** The commit, and the plant's own functions, which need none. */
  boolean keepsAtOnce(String function) {
    return function.equals(COMMIT) || function.startsWith("ZBCK_");
  }

  /**
   * @param kept whether what is written is kept, or only answered so
   */
  Map<String, Object> call(
      String function, Map<String, Object> parameters, EccRfcMemory memory, boolean kept)
      throws EccRfcFailure {
    described.check(function, parameters);
    return switch (function) {
      case CREATE -> create(parameters, memory);
      case "BAPI_ALM_NOTIF_SAVE" -> save(text(parameters, "NUMBER"), memory);
      case MODIFY -> modify(parameters, memory);
      case COMMIT -> commit("X".equals(text(parameters, "WAIT")), memory, kept);
      case "BAPI_TRANSACTION_ROLLBACK" -> {
        memory.forget();
        yield Map.of("RETURN", EccRfcTables.none());
      }
      default -> EccRfcTables.own(notifications, function, parameters, kept);
    };
  }

  /** A session's end keeps what was committed without waiting, and nothing else. */
  void end(EccRfcMemory memory) {
    memory.forget();
    memory.afterwards.forEach(Runnable::run);
    memory.afterwards.clear();
  }

  /** A row of type E stands beside a number that can be saved all the same. */
  private Map<String, Object> create(Map<String, Object> parameters, EccRfcMemory memory) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("NOTIF_TYPE", text(parameters, "NOTIF_TYPE"));
    EccRfcTables.structure(parameters, "NOTIFHEADER")
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                fields.put(name, value);
              }
            });
    List<Map<String, String>> lines = EccRfcTables.table(parameters, "LONGTEXTS");
    if (!lines.isEmpty()) {
      fields.put(
          EccShown.TEXT,
          String.join(
              "\n", lines.stream().map(line -> line.getOrDefault("TEXT_LINE", "")).toList()));
    }
    for (Map<String, String> row : EccRfcTables.table(parameters, "EXTENSIONIN")) {
      if (EXTENSION.equals(row.get("STRUCTURE"))) {
        fields.put("REFERENCE", row.getOrDefault("VALUEPART1", "").strip());
      }
    }
    Optional<String> wrong = notifications.wrong(fields);
    String number = memory.nextTemporary();
    memory.work.put(number, fields);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("NOTIFHEADER_EXPORT", Map.of("NOTIF_NO", number));
    result.putAll(EccRfcTables.read(wrong.orElse("<RETURN/>")));
    return result;
  }

  /** The real number is drawn here, and lost where no commit follows. */
  private Map<String, Object> save(String number, EccRfcMemory memory) {
    Map<String, Object> fields = memory.work.remove(number);
    if (fields == null) {
      return EccRfcTables.read(notifications.message("number", number));
    }
    String given = number;
    if (number.startsWith("%")) {
      long id = numbers.incrementAndGet();
      given = "%012d".formatted(settings.number("number.first") + id - 1);
      String own = given;
      memory.atCommit.add(() -> books.create(id, own, settings.text("status.default"), fields));
    } else {
      memory.atCommit.add(() -> books.update(books.byNumber(number).orElseThrow().id(), fields));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("NOTIFHEADER", Map.of("NOTIF_NO", given));
    result.put("RETURN", List.of());
    return result;
  }

  private Map<String, Object> modify(Map<String, Object> parameters, EccRfcMemory memory) {
    String number = text(parameters, "NUMBER");
    Map<String, Object> fields = new LinkedHashMap<>();
    String priority =
        EccRfcTables.structure(parameters, "NOTIFHEADER").getOrDefault("PRIORITY", "");
    boolean marked =
        "X".equals(EccRfcTables.structure(parameters, "NOTIFHEADER_X").get("PRIORITY"));
    Optional<String> wrong =
        notifications.changed(number, fields, marked ? Optional.of(priority) : Optional.empty());
    if (wrong.isEmpty()) {
      memory.work.put(number, fields);
    }
    return EccRfcTables.read(wrong.orElse("<RETURN/>"));
  }

  private static Map<String, Object> commit(boolean waits, EccRfcMemory memory, boolean kept) {
    if (kept) {
      if (waits) {
        memory.atCommit.forEach(Runnable::run);
      } else {
        memory.afterwards.addAll(memory.atCommit);
      }
    }
    memory.forget();
    return Map.of("RETURN", EccRfcTables.none());
  }

  private static String text(Map<String, Object> parameters, String name) {
    return String.valueOf(parameters.getOrDefault(name, ""));
  }
}
