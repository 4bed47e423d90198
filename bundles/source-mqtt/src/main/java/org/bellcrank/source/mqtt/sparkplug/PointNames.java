package org.bellcrank.source.mqtt.sparkplug;

/**
 * Names of points after a pattern.
 *
 * @param pattern with {@code {group}}, {@code {node}}, {@code {device}} and {@code {metric}}; where
 *     there is no device its place and one slash beside it go
 */
public record PointNames(String pattern) {

  /** Refuses a pattern that would call all metrics the same. */
  public PointNames {
    if (pattern == null || !pattern.contains("{metric}") || pattern.length() > 128) {
      throw new IllegalArgumentException(
          "point: given '%s'; allowed: up to 128 characters with {metric}".formatted(pattern));
    }
  }

  String of(String group, String node, String device, String metric) {
    String name = pattern;
    if (device.isEmpty()) {
      name = name.replace("{device}/", "").replace("/{device}", "").replace("{device}", "");
    }
    return name.replace("{group}", group)
        .replace("{node}", node)
        .replace("{device}", device)
        .replace("{metric}", metric);
  }
}
