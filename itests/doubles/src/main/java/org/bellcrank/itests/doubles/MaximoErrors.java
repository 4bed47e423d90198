package org.bellcrank.itests.doubles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Error answers in the vendor's shape, from the table of reason codes. */
final class MaximoErrors {

  private final Map<String, Map<String, String>> table = new LinkedHashMap<>();

  MaximoErrors() {
    Facts.table("maximo-errors.csv").forEach(row -> table.put(row.get("name"), row));
  }

  Reply reply(CmmsError error, boolean lean, MaximoStructure structure) {
    return Reply.json(
        status(error), MaximoShape.shape(Json.of("Error", body(error, structure)), lean));
  }

  /** All refusals of one request at once: the first one as usual, then every one. */
  Reply batch(List<CmmsError> errors, boolean lean, MaximoStructure structure) {
    List<Map<String, Object>> all =
        errors.stream().map(each -> Json.of("Error", body(each, structure))).toList();
    CmmsError first = errors.get(0);
    return Reply.json(
        status(first),
        MaximoShape.shape(Json.of("Error", body(first, structure), "attrerrors", all), lean));
  }

  private int status(CmmsError error) {
    return Integer.parseInt(row(error).get("status"));
  }

  private Map<String, Object> body(CmmsError error, MaximoStructure structure) {
    Map<String, String> row = row(error);
    String code = row.get("code");
    Map<String, Object> moreInfo =
        Json.of("moreInfo", Json.of("href", "/maximo/oslc/error/messages/" + code));
    return Json.of(
        "extendedError",
        moreInfo,
        "reasonCode",
        code,
        "message",
        code + " - " + error.fill(row.get("message")),
        "statusCode",
        row.get("status"),
        "errorattrname",
        error.attribute().isEmpty() ? null : error.attribute(),
        "errorobjpath",
        error.attribute().isEmpty() ? null : structure.errorPath());
  }

  private Map<String, String> row(CmmsError error) {
    Map<String, String> row = table.get(error.name());
    if (row == null) {
      throw new IllegalStateException("maximo-errors.csv has no row " + error.name());
    }
    return row;
  }
}
