package org.bellcrank.vision.javacv;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A camera's settings after they were checked.
 *
 * @param camera its id
 * @param source address or path as FFmpeg or the file system takes it; once {@link #loggingIn} was
 *     asked, credentials included
 * @param place the same for people
 * @param username at an address; empty means none
 * @param live whether unread frames may be lost
 * @param framesPerSecond pace of a recording, or the most that is taken of a live camera; 0: as
 *     they come
 * @param start capture time of a recording's first frame
 * @param interval time between the frames of a time lapse
 * @param files what the names of a folder's files have to contain
 * @param names reads the capture time from file names; files that do not fit are left out
 * @param loop whether a recording starts again at its end
 * @param timeout how long an address may stay silent
 */
record CameraSettings(
    String camera,
    String source,
    String place,
    String username,
    boolean live,
    double framesPerSecond,
    Optional<Instant> start,
    Optional<Duration> interval,
    Optional<Pattern> files,
    Optional<FileNames> names,
    boolean loop,
    Duration timeout) {

  private static final Pattern ADDRESS = Pattern.compile("(?i)(rtsps?|https?|udp|tcp)://.+");

  /** Whether the source is an address on a network. */
  static boolean isAddress(String source) {
    return ADDRESS.matcher(source).matches();
  }

  /** Reads settings, refusing each with what was given and what is allowed. */
  static CameraSettings of(Camera.Config config) {
    String source = config.source() == null ? "" : config.source().strip();
    if (source.isEmpty()) {
      throw refused("source", "nothing", "a video file, a folder of images, rtsp://host:port/path");
    }
    boolean address = isAddress(source);
    return new CameraSettings(
        matching(
            "camera.id",
            config.camera_id(),
            "[A-Za-z0-9._-]{1,27}",
            "1 to 27 of A-Z a-z 0-9 . _ -"),
        address ? address(source, text(config.username())) : path(source),
        address ? Addresses.withoutCredentials(source) : source,
        text(config.username()),
        live(config.mode(), address),
        rate(config.frames_per_second()),
        instant(text(config.capture_start())),
        interval(text(config.capture_interval())),
        files(text(config.file_pattern())),
        names(text(config.capture_pattern()), text(config.capture_format())),
        config.loop(),
        timeout(config.timeout_seconds()));
  }

  private static String text(String given) {
    return given == null ? "" : given.strip();
  }

  private static String path(String source) {
    try {
      return Path.of(source).toString();
    } catch (InvalidPathException e) {
      throw refused("source", source, "a path of this machine or an address");
    }
  }

  /** Only an address that gets a user has to be one to the letter. */
  private static String address(String source, String username) {
    try {
      return username.isEmpty() ? source : URI.create(source).toString();
    } catch (IllegalArgumentException e) {
      throw refused(
          "source", Addresses.withoutCredentials(source), "an address like rtsp://host:554/path");
    }
  }

  /** The same with user name and password in its address, where it is one and has a user. */
  CameraSettings loggingIn(Supplier<String> password) {
    if (username.isEmpty() || !isAddress(source)) {
      return this;
    }
    return new CameraSettings(
        camera,
        Addresses.withCredentials(URI.create(source), username, password.get()),
        place,
        username,
        live,
        framesPerSecond,
        start,
        interval,
        files,
        names,
        loop,
        timeout);
  }

  private static boolean live(String given, boolean address) {
    return switch (text(given)) {
      case "", "auto" -> address;
      case "live" -> true;
      case "recorded" -> false;
      default -> throw refused("mode", given, "auto, live, recorded");
    };
  }

  private static double rate(double given) {
    if (!(given >= 0 && given <= 1000)) {
      throw refused("frames.per.second", String.valueOf(given), "0 to 1000");
    }
    return given;
  }

  private static Optional<Instant> instant(String given) {
    try {
      return given.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(given));
    } catch (DateTimeParseException e) {
      throw refused("capture.start", given, "a time like 2026-03-01T06:00:00Z");
    }
  }

  private static Optional<Duration> interval(String given) {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration interval = Duration.parse(given);
      if (!interval.isNegative() && !interval.isZero()) {
        return Optional.of(interval);
      }
    } catch (DateTimeParseException e) {
      throw refused("capture.interval", given, "a duration like PT4H, more than zero");
    }
    throw refused("capture.interval", given, "a duration like PT4H, more than zero");
  }

  private static Optional<Pattern> files(String given) {
    try {
      return given.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(given));
    } catch (PatternSyntaxException e) {
      throw refused("file.pattern", given, "a regular expression (" + e.getDescription() + ")");
    }
  }

  private static Optional<FileNames> names(String pattern, String format) {
    if (pattern.isEmpty()) {
      return Optional.empty();
    }
    try {
      Pattern compiled = Pattern.compile(pattern);
      if (compiled.matcher("").groupCount() != 1) {
        throw refused("capture.pattern", pattern, "an expression with one group around the time");
      }
      return Optional.of(new FileNames(compiled, DateTimeFormatter.ofPattern(format)));
    } catch (PatternSyntaxException e) {
      throw refused(
          "capture.pattern", pattern, "a regular expression (" + e.getDescription() + ")");
    } catch (IllegalArgumentException e) {
      throw refused(
          "capture.pattern or capture.format",
          pattern + " with " + format,
          "an expression with one group around the time, and a date pattern like yyMMddHHmmss");
    }
  }

  private static Duration timeout(int given) {
    if (given < 1 || given > 120) {
      throw refused("timeout.seconds", String.valueOf(given), "1 to 120");
    }
    return Duration.ofSeconds(given);
  }

  private static String matching(String name, String given, String pattern, String allowed) {
    if (given == null || !given.matches(pattern)) {
      throw refused(name, given, allowed);
    }
    return given;
  }

  private static IllegalArgumentException refused(String name, String given, String allowed) {
    return new IllegalArgumentException(
        "%s %s: given %s; allowed: %s".formatted(Camera.PID, name, given, allowed));
  }
}
