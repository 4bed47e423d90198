package org.bellcrank.publish.mqtt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.journal.Entry;
import org.bellcrank.source.mqtt.link.BrokerAddress;

/**
 * Where an entry of the journal is published.
 *
 * @param text levels between slashes, with {@code {client}}, {@code {kind}}, {@code {subject}} and
 *     {@code {sequence}}
 * @param client the client's id
 */
record TopicTemplate(String text, String client) {

  private static final Pattern PLACE = Pattern.compile("\\{([a-z]*)}");

  /**
   * A template of a setting.
   *
   * @throws IllegalArgumentException for one that cannot be a topic
   */
  static TopicTemplate of(String whose, String setting, String given, String client) {
    String text = given == null ? "" : given.strip();
    boolean good =
        !text.isEmpty()
            && text.length() <= 500
            && !text.startsWith("$")
            && !text.matches(".*[+#\\p{Cntrl}].*")
            && PLACE.matcher(text).results().allMatch(each -> isPlace(each.group(1)))
            && !PLACE.matcher(text).replaceAll("").matches(".*[{}].*");
    if (!good) {
      throw BrokerAddress.refused(
          whose,
          setting,
          "'" + text + "'",
          "a topic of up to 500 characters without + and #, with {client}, {kind}, {subject},"
              + " {sequence}");
    }
    return new TopicTemplate(text, client);
  }

  private static boolean isPlace(String name) {
    return name.matches("client|kind|subject|sequence");
  }

  String topic(Entry entry) {
    return filled(entry.kind(), entry.subject(), String.valueOf(entry.sequence()));
  }

  /** For a topic that no entry stands behind. */
  String topic() {
    return filled("", "", "");
  }

  private String filled(String kind, String subject, String sequence) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    switch (place.group(1)) {
                      case "client" -> client;
                      case "kind" -> level(kind);
                      case "subject" -> level(subject);
                      default -> sequence;
                    }));
  }

  /** One level, whatever an id holds. */
  private static String level(String name) {
    String level = name.replaceAll("[/+#\\p{Cntrl}]", "_");
    return level.length() <= 128 ? level : level.substring(0, 128);
  }
}
