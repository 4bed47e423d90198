package org.bellcrank.payload;

import java.util.List;
import java.util.Optional;

/**
 * A topic filter as MQTT has it: {@code +} is one level, {@code #} all that follow, this level
 * included.
 *
 * @param text as given
 * @param levels its levels
 */
record TopicPattern(String text, List<String> levels) {

  /** Empty for a text that is no topic filter. */
  static Optional<TopicPattern> of(String text) {
    List<String> levels = levels(text);
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i);
      boolean plus = level.contains("+") && !level.equals("+");
      boolean hash = level.contains("#") && !(level.equals("#") && i == levels.size() - 1);
      if (plus || hash) {
        return Optional.empty();
      }
    }
    return text.isEmpty() || text.startsWith("$share/")
        ? Optional.empty()
        : Optional.of(new TopicPattern(text, levels));
  }

  static List<String> levels(String topic) {
    return List.of(topic.split("/", -1));
  }

  boolean fits(List<String> topic) {
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i);
      if (level.equals("#")) {
        return i > 0 || !topic.get(0).startsWith("$");
      }
      boolean any = level.equals("+") && (i > 0 || !topic.get(0).startsWith("$"));
      if (i >= topic.size() || !any && !level.equals(topic.get(i))) {
        return false;
      }
    }
    return levels.size() == topic.size();
  }
}
