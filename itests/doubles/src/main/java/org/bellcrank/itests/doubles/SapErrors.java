package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.olingo.odata2.api.commons.HttpStatusCodes;
import org.apache.olingo.odata2.api.exception.ODataException;
import org.apache.olingo.odata2.api.exception.ODataHttpException;
import org.apache.olingo.odata2.api.exception.ODataMessageException;
import org.apache.olingo.odata2.api.rt.RuntimeDelegate;

/** Error answers in the shape of OData V2, from the table of refusals. */
final class SapErrors {

  private final Map<String, Map<String, String>> table = new LinkedHashMap<>();

  SapErrors() {
    Facts.table("sap-errors.csv").forEach(row -> table.put(row.get("name"), row));
  }

  Reply reply(CmmsError error) {
    return reply(List.of(error));
  }

  /** The first refusal as the message, all of them as its details. */
  Reply reply(List<CmmsError> errors) {
    return reply(Integer.parseInt(row(errors.get(0)).get("status")), errors);
  }

  /** What the library found wrong with an address or a body, in its own words. */
  Reply reply(ODataException refused) {
    int status = 400;
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      if (cause instanceof ODataHttpException http) {
        status = http.getHttpStatus().getStatusCode();
      }
    }
    boolean strange = status >= HttpStatusCodes.INTERNAL_SERVER_ERROR.getStatusCode();
    return reply(strange ? 400 : status, List.of(new CmmsError("odata", words(refused))));
  }

  private Reply reply(int status, List<CmmsError> errors) {
    List<Object> details = new ArrayList<>();
    for (CmmsError each : errors) {
      details.add(
          Json.of(
              "code", row(each).get("code"),
              "message", message(each),
              "propertyref", each.attribute(),
              "severity", "error",
              "target", each.attribute()));
    }
    CmmsError first = errors.get(0);
    return Reply.json(
        status,
        Json.of(
            "error",
            Json.of(
                "code", row(first).get("code"),
                "message", Json.of("lang", "en", "value", message(first)),
                "innererror", Json.of("errordetails", details))));
  }

  private String message(CmmsError error) {
    return error.fill(row(error).get("message"));
  }

  private static String words(ODataException refused) {
    StringBuilder words = new StringBuilder();
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      String each =
          cause instanceof ODataMessageException known
              ? RuntimeDelegate.extractExceptionMessage(known)
              : cause.getMessage();
      if (each != null && words.indexOf(each) < 0) {
        words.append(words.isEmpty() ? "" : " ").append(each);
      }
    }
    return words.toString();
  }

  private Map<String, String> row(CmmsError error) {
    Map<String, String> row = table.get(error.name());
    if (row == null) {
      throw new IllegalStateException("sap-errors.csv has no row " + error.name());
    }
    return row;
  }
}
