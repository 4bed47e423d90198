package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What stands where an answer should: it was given, and something on the way spoilt it. */
final class Garbage {

  private static final int HUGE = 24 << 20;
  private static final int DEEP = 200_000;
  private static final byte[] PAGE =
      "<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Your session with the proxy"
          .concat(" has ended.<br>Please <a href=/login>sign in</a>.</body></html>")
          .getBytes(StandardCharsets.UTF_8);

  private Garbage() {}

  static Reply of(FaultKind kind, Reply answer) {
    return switch (kind) {
      case PAGE_AFTER_COMMIT -> as(200, "text/html; charset=utf-8", answer, PAGE);
      case CUT_AFTER_COMMIT -> with(answer, Arrays.copyOf(answer.body(), answer.body().length / 2));
      case MANGLED_AFTER_COMMIT -> with(answer, mangled(answer.body()));
      case HUGE_AFTER_COMMIT -> with(answer, huge(answer.body()));
      case BOMB_AFTER_COMMIT -> with(answer, bomb(answer));
      default -> throw new IllegalArgumentException(kind + " spoils no answer");
    };
  }

  /** The answer in two bytes a letter, which its header does not say. */
  private static byte[] mangled(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
  }

  /** The whole answer, and behind it what never seems to end. */
  private static byte[] huge(byte[] body) {
    byte[] all = Arrays.copyOf(body, body.length + HUGE);
    Arrays.fill(all, body.length, all.length, (byte) ' ');
    return all;
  }

  /** Small here and boundless there: entities that name one another, lists within lists. */
  private static byte[] bomb(Reply answer) {
    return isXml(answer) ? entities() : "[".repeat(DEEP).getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean isXml(Reply answer) {
    return String.valueOf(answer.headers().get("Content-Type"))
        .toLowerCase(Locale.ROOT)
        .contains("xml");
  }

  private static byte[] entities() {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE a [\n");
    xml.append("<!ENTITY e0 \"order\">\n<!ENTITY file SYSTEM \"file:///etc/passwd\">\n");
    for (int i = 1; i < 12; i++) {
      xml.append("<!ENTITY e%d \"%s\">\n".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
    }
    return xml.append("]>\n<a>&e11;&file;</a>").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Reply with(Reply answer, byte[] body) {
    return new Reply(answer.status(), answer.headers(), body);
  }

  private static Reply as(int status, String type, Reply answer, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.put("Content-Type", type);
    return new Reply(status, headers, body);
  }
}
