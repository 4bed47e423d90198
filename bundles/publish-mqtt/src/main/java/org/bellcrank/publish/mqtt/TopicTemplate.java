package org.bellcrank.publish.mqtt;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.journal.Entry;
import org.bellcrank.source.mqtt.link.BrokerAddress;
import org.bellcrank.source.mqtt.link.Platform;

/**
 * Where an entry of the journal is published.
 *
 * @param text levels between slashes, with {@code {client}}, {@code {kind}}, {@code {subject}},
 *     {@code {sequence}}, {@code {class}}, {@code {asset}} and {@code {disposition}}; where an
 *     entry has none of the last three, {@code _} stands there
 * @param client the client's id
 * @param platform whose rules of topics hold
 */
record TopicTemplate(String text, String client, Platform platform) {

  private static final int LONGEST_LEVEL = 128;

  /** Room that kind, number and subject have at the least, in a platform's short topics. */
  private static final int LEAST = 64;

  /** Controls, halves of a character, and code points that are none or mean none to others. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cn}\\p{Co}]");

  private static final Pattern PLACE = Pattern.compile("\\{([a-z]*)}");

  /**
   * A template of a setting.
   *
   * @throws IllegalArgumentException for one that cannot be a topic
   */
  static TopicTemplate of(
      String whose, String setting, String given, String client, Platform platform) {
    String text = given == null ? "" : given.strip();
    boolean good =
        !text.isEmpty()
            && text.length() <= 500
            && (!text.startsWith("$") || platform.takesDollar(text))
            && !text.matches("(?s).*[+#].*")
            && !UNFIT.matcher(text).find()
            && PLACE.matcher(text).results().allMatch(each -> isPlace(each.group(1)))
            && !PLACE.matcher(text).replaceAll("").matches(".*[{}].*");
    if (!good) {
      throw BrokerAddress.refused(
          whose,
          setting,
          "'" + text + "'",
          "a topic of up to 500 characters without + and #, with {client}, {kind}, {subject},"
              + " {sequence}, {class}, {asset}, {disposition}");
    }
    platform.checkTopic(whose, setting, text);
    TopicTemplate template = new TopicTemplate(text, client, platform);
    if (platform.topicRoom(template.topic()) < LEAST) {
      throw BrokerAddress.refused(
          whose, setting, text, "one that leaves %d bytes for kind and subject".formatted(LEAST));
    }
    return template;
  }

  private static boolean isPlace(String name) {
    return name.matches("client|kind|subject|sequence|class|asset|disposition");
  }

  /** What makes it too long is cut; the message has it whole. */
  String topic(Entry entry) {
    String topic = filled(entry, LONGEST_LEVEL);
    for (int most = LONGEST_LEVEL; platform.topicRoom(topic) < 0 && most > 0; most /= 2) {
      topic = filled(entry, most);
    }
    return topic;
  }

  /** For a topic that no entry stands behind. */
  String topic() {
    return filled(place -> place.equals("client") ? client : "");
  }

  private String filled(Entry entry, int most) {
    return filled(
        place ->
            switch (place) {
              case "client" -> client;
              case "kind" -> level(entry.kind(), LONGEST_LEVEL);
              case "subject" -> level(entry.subject(), most);
              case "sequence" -> String.valueOf(entry.sequence());
              default -> level(entry.facts().text(place).orElse(""), most);
            });
  }

  private String filled(UnaryOperator<String> places) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(places.apply(place.group(1))));
  }

  /** One level, whatever an id holds; an empty one would be a level without a name. */
  private String level(String name, int longest) {
    String level = platform.places().bag() ? name : name.replaceAll("^\\$|[/+#]", "_");
    // What is no character would end the connection (MQTT 5, 1.5.4), with each try anew.
    String most = UNFIT.matcher(cut(level, longest)).replaceAll("_");
    if (most.isBlank()) {
      return "_";
    }
    return platform.places().bag()
        ? URLEncoder.encode(most, StandardCharsets.UTF_8).replace("+", "%20")
        : most;
  }

  /** Never between the two halves of a character. */
  private static String cut(String level, int longest) {
    if (level.length() <= longest) {
      return level;
    }
    boolean halves = longest > 0 && Character.isHighSurrogate(level.charAt(longest - 1));
    return level.substring(0, halves ? longest - 1 : longest);
  }
}
