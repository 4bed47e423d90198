package org.bellcrank.fleet.kura;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;
import org.eclipse.kura.message.KuraResponsePayload;

/**
 * What a request is answered.
 *
 * @param code 200, 400, 404 or 500
 * @param words why not; empty with 200
 * @param metrics further metrics by name
 */
record Reply(int code, String words, Map<String, Object> metrics, byte[] body) {

  static final int OK = KuraResponsePayload.RESPONSE_CODE_OK;
  static final int BAD_REQUEST = KuraResponsePayload.RESPONSE_CODE_BAD_REQUEST;
  static final int NOT_FOUND = KuraResponsePayload.RESPONSE_CODE_NOTFOUND;
  static final int ERROR = KuraResponsePayload.RESPONSE_CODE_ERROR;

  private static final String TYPE = "content.type";

  static Reply json(Facts facts) {
    return new Reply(
        OK, "", Map.of(TYPE, "application/json"), facts.json().getBytes(StandardCharsets.UTF_8));
  }

  static Reply content(String mediaType, byte[] bytes) {
    return new Reply(OK, "", Map.of(TYPE, mediaType), bytes);
  }

  static Reply refused(int code, String words) {
    return refused(code, List.of(words));
  }

  /** One line for each mistake. */
  static Reply refused(int code, List<String> lines) {
    String words = String.join("\n", lines);
    return new Reply(
        code,
        words,
        Map.of(TYPE, "application/json"),
        Facts.with("error", words)
            .put("problems", lines)
            .build()
            .json()
            .getBytes(StandardCharsets.UTF_8));
  }

  KuraResponsePayload payload(Date now) {
    KuraResponsePayload payload = new KuraResponsePayload(code);
    payload.setTimestamp(now);
    metrics.forEach(payload::addMetric);
    if (!words.isEmpty()) {
      payload.setExceptionMessage(words);
    }
    payload.setBody(body);
    return payload;
  }
}
