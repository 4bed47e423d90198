package org.bellcrank.source.pi;

import java.util.Map;

/** Checks of settings. The gateway checks none of them, so the component does. */
record Settings(String component, Map<String, Object> properties) {

  /** The name a person chose for the instance. */
  String name() {
    return properties.get("kura.service.pid") instanceof String name ? name : component;
  }

  String text(String key, String given, String pattern, String allowed) {
    String text = given == null ? "" : given.strip();
    if (!text.matches(pattern)) {
      throw refused(key, "'" + text + "'", allowed);
    }
    return text;
  }

  int whole(String key, int given, int least, int most, String unit) {
    if (given < least || given > most) {
      throw refused(key, String.valueOf(given), "%d to %d %s".formatted(least, most, unit));
    }
    return given;
  }

  IllegalArgumentException refused(String key, String given, String allowed) {
    return new IllegalArgumentException(
        "%s of %s, %s: given %s; allowed: %s".formatted(component, name(), key, given, allowed));
  }
}
