package org.bellcrank.source.rest;

/**
 * Why a request is turned away before it is read, in words for its sender.
 *
 * @param status of HTTP
 * @param field a header, or {@code message}
 * @param given as it came
 * @param allowed what would be let in
 */
record Refusal(int status, String field, String given, String allowed) {

  String words() {
    String line = given.replaceAll("\\p{Cntrl}", "?");
    String quoted = line.length() > 128 ? line.substring(0, 128) + "…" : line;
    return "%s: given '%s'; allowed: %s; nothing was taken".formatted(field, quoted, allowed);
  }
}
