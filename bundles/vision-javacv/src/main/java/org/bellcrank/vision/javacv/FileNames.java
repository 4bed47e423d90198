package org.bellcrank.vision.javacv;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the capture time from the name of an image file.
 *
 * @param pattern one group around the time; the whole name has to match
 * @param format of the group, in UTC
 */
record FileNames(Pattern pattern, DateTimeFormatter format) {

  /** The time in a name; empty when the name does not fit. */
  Optional<Instant> time(String name) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(matcher.group(1), format).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
