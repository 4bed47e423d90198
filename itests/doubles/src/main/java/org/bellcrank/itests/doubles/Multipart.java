package org.bellcrank.itests.doubles;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body of multipart/form-data (RFC 7578), taken apart.
 *
 * @param parts in the order of the body
 */
record Multipart(List<Part> parts) {

  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([A-Za-z*]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))");
  private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

  /** The body is not what its Content-Type says. */
  static final class Malformed extends Exception {
    Malformed(String message) {
      super(message);
    }
  }

  /**
   * One part.
   *
   * @param name of the field
   * @param file its name; empty for a plain value
   * @param type its Content-Type; text/plain where it says none
   */
  record Part(String name, Optional<String> file, String type, byte[] content) {

    String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  Optional<Part> value(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  List<Part> files(String name) {
    return parts.stream()
        .filter(part -> part.name().equals(name) && part.file().isPresent())
        .toList();
  }

  /**
   * @param contentType with its boundary
   */
  static Multipart read(String contentType, byte[] body) throws Malformed {
    if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      throw new Malformed("Current request is not a multipart request");
    }
    String boundary = parameters(contentType).get("boundary");
    if (boundary == null || boundary.isEmpty()) {
      throw new Malformed("no multipart boundary was found");
    }
    // A line end before the first boundary lets it be found like every other one.
    byte[] all = joined("\r\n".getBytes(StandardCharsets.US_ASCII), body);
    byte[] mark = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    List<Part> parts = new ArrayList<>();
    int at = find(all, mark, 0);
    while (at >= 0) {
      int from = at + mark.length;
      if (starts(all, from, "--")) {
        return new Multipart(List.copyOf(parts));
      }
      int next = find(all, mark, from);
      if (next < 0 || !starts(all, from, "\r\n")) {
        break;
      }
      parts.add(part(Arrays.copyOfRange(all, from, next)));
      at = next;
    }
    throw new Malformed("Stream ended unexpectedly");
  }

  /** A part from the line end behind its boundary. */
  private static Part part(byte[] raw) throws Malformed {
    int blank = find(raw, BLANK_LINE, 0);
    if (blank < 0) {
      throw new Malformed("a part has no blank line behind its headers");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : new String(raw, 0, blank, StandardCharsets.UTF_8).split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    String disposition = headers.getOrDefault("content-disposition", "");
    Map<String, String> named = parameters(disposition);
    if (!disposition.startsWith("form-data") || named.get("name") == null) {
      throw new Malformed("a part has no Content-Disposition: form-data with a name");
    }
    return new Part(
        named.get("name"),
        Optional.ofNullable(named.get("filename")),
        headers.getOrDefault("content-type", "text/plain"),
        Arrays.copyOfRange(raw, blank + BLANK_LINE.length, raw.length));
  }

  private static Map<String, String> parameters(String header) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      String value =
          matcher.group(2) == null
              ? matcher.group(3)
              : matcher.group(2).replaceAll("\\\\(.)", "$1");
      parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    return parameters;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(first.length + second.length);
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }

  private static boolean starts(byte[] all, int from, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    return from + wanted.length <= all.length
        && Arrays.equals(all, from, from + wanted.length, wanted, 0, wanted.length);
  }

  private static int find(byte[] all, byte[] wanted, int from) {
    for (int i = from; i + wanted.length <= all.length; i++) {
      if (all[i] == wanted[0]
          && Arrays.equals(all, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
