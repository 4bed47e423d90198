package org.bellcrank.source.mqtt.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.paho.mqttv5.common.util.MqttTopicValidator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a source subscribes to, checked before a broker is asked. */
public final class TopicFilters {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFilters.class);
  private static final String ALLOWED =
      "levels between slashes, + for one whole level, # for all the rest as the last one,"
          + " for example plant/+/press/#";

  private TopicFilters() {}

  /**
   * The filters that are well formed; each that is not is told in one line and left out.
   *
   * @param whose whose setting {@code topics} that is, for messages
   * @throws IllegalArgumentException when none is left
   */
  public static List<String> checked(String whose, String[] given) {
    List<String> filters =
        given == null ? List.of() : Arrays.stream(given).filter(each -> !each.isBlank()).toList();
    if (filters.isEmpty()) {
      throw refused(whose, "none", "at least one topic filter");
    }
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    filters.forEach(each -> (wellFormed(each) ? good : bad).add(each));
    if (good.isEmpty()) {
      throw refused(whose, "'" + String.join("', '", bad) + "'", ALLOWED);
    }
    for (String each : bad) {
      LOG.error(
          "{} topics: given '{}'; allowed: {}; it is left out, the other filters are listened to",
          whose,
          line(each),
          ALLOWED);
    }
    return List.copyOf(good);
  }

  /** Whether a text names one topic, which a message can be published to: no filter. */
  public static boolean isTopic(String given) {
    return given != null
        && !given.isBlank()
        && given.chars().noneMatch(each -> each == '+' || each == '#')
        && !given.startsWith("$share/")
        && wellFormed(given);
  }

  private static IllegalArgumentException refused(String whose, String given, String allowed) {
    return new IllegalArgumentException(
        "%s topics: given %s; allowed: %s".formatted(whose, line(given), allowed));
  }

  private static String line(String given) {
    return given.replaceAll("\\p{Cntrl}", "?");
  }

  private static boolean wellFormed(String filter) {
    try {
      MqttTopicValidator.validate(filter, true, true);
    } catch (IllegalArgumentException e) {
      return false;
    }
    String[] levels = filter.split("/", -1);
    boolean shared = levels[0].equals("$share");
    if (filter.chars().anyMatch(Character::isISOControl)
        || shared && (levels.length < 3 || !levels[1].matches("[^+#]+"))) {
      return false;
    }
    for (int i = 0; i < levels.length; i++) {
      boolean last = i == levels.length - 1;
      if (levels[i].contains("+") && !levels[i].equals("+")
          || levels[i].contains("#") && !(last && levels[i].equals("#"))) {
        return false;
      }
    }
    return true;
  }
}
