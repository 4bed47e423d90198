package org.bellcrank.historian;

import java.net.URI;
import java.util.Map;

/**
 * Checks of a source's settings. The gateway checks none of them, so the component does.
 *
 * @param component its PID, for words to a person
 * @param properties as the gateway gave them
 */
public record Settings(String component, Map<String, Object> properties) {

  private static final String HOST = "https?://[A-Za-z0-9.\\[\\]:-]{1,253}(/[A-Za-z0-9._/-]*)?";
  private static final String CLEAR =
      "http://(127\\.[0-9.]+|localhost|\\[::1])([:/].*)?|https://.*";

  /** The name a person chose for the instance. */
  public String name() {
    return properties.get("kura.service.pid") instanceof String name ? name : component;
  }

  /**
   * A text without spaces around it.
   *
   * @param given null counts as empty
   * @throws IllegalArgumentException when it does not match
   */
  public String text(String key, String given, String pattern, String allowed) {
    String text = given == null ? "" : given.strip();
    if (!text.matches(pattern)) {
      throw refused(key, "'" + text + "'", allowed);
    }
    return text;
  }

  /**
   * A whole number within bounds, both included.
   *
   * @throws IllegalArgumentException when it lies outside
   */
  public int whole(String key, int given, int least, int most, String unit) {
    if (given < least || given > most) {
      throw refused(key, String.valueOf(given), "%d to %d %s".formatted(least, most, unit));
    }
    return given;
  }

  /**
   * The setting {@code url}: an address without login, and with a login only where it cannot be
   * read on the way.
   *
   * @param user who logs in there; empty for nobody
   * @param allowed such as {@code https://host:port}
   * @throws IllegalArgumentException when it is none
   */
  public URI url(String given, String user, String allowed) {
    String url = given == null ? "" : given.strip();
    if (!url.matches(HOST)) {
      // What stands before an @ may hold a password.
      throw refused(
          "url",
          "'" + url.replaceFirst(".*@", "…@") + "'",
          allowed + ", with user and password in their own settings");
    }
    if (!user.isEmpty() && !url.matches(CLEAR)) {
      throw refused(
          "url",
          "'" + url + "' with a user, whose password anybody on the way could read",
          "https, or http to 127.0.0.1, [::1] or localhost");
    }
    return URI.create(url.replaceFirst("/+$", ""));
  }

  /** The exception for a setting that is refused. */
  public IllegalArgumentException refused(String key, String given, String allowed) {
    return new IllegalArgumentException(
        "%s of %s, %s: given %s; allowed: %s".formatted(component, name(), key, given, allowed));
  }
}
