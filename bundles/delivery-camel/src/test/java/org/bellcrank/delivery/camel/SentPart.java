package org.bellcrank.delivery.camel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.delivery.camel.ScriptedServer.Asked;

/** One part of a form as it came over the wire. */
record SentPart(String name, Optional<String> fileName, Optional<String> type, byte[] content) {

  private static final Pattern QUOTED = Pattern.compile("; (name|filename)=\"([^\"]*)\"");

  /**
   * The parts in their order.
   *
   * @throws IllegalArgumentException when the body is not written as the standard has it
   */
  static List<SentPart> of(Asked asked) {
    String type = asked.headers().getOrDefault("content-type", "");
    if (!type.startsWith("multipart/form-data; boundary=")) {
      throw new IllegalArgumentException("no parts but " + type);
    }
    String line = "--" + type.substring(type.indexOf('=') + 1);
    String[] pieces =
        ("\r\n" + new String(asked.body(), StandardCharsets.ISO_8859_1))
            .split(Pattern.quote("\r\n" + line), -1);
    if (!pieces[0].isEmpty() || !pieces[pieces.length - 1].equals("--\r\n")) {
      throw new IllegalArgumentException("broken at its ends: " + String.join("|", pieces));
    }
    List<SentPart> parts = new ArrayList<>();
    for (int i = 1; i < pieces.length - 1; i++) {
      parts.add(part(pieces[i]));
    }
    return parts;
  }

  private static SentPart part(String piece) {
    int end = piece.indexOf("\r\n\r\n");
    String head = utf8(piece.substring(0, end));
    Optional<String> name = Optional.empty();
    Optional<String> fileName = Optional.empty();
    Matcher quoted = QUOTED.matcher(head);
    while (quoted.find()) {
      if (quoted.group(1).equals("name")) {
        name = Optional.of(quoted.group(2));
      } else {
        fileName = Optional.of(quoted.group(2));
      }
    }
    return new SentPart(
        name.orElseThrow(() -> new IllegalArgumentException("no name: " + head)),
        fileName,
        head.lines()
            .filter(each -> each.startsWith("Content-Type: "))
            .map(each -> each.substring("Content-Type: ".length()))
            .findFirst(),
        piece.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String utf8(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** The content as text. */
  String text() {
    return new String(content, StandardCharsets.UTF_8);
  }
}
