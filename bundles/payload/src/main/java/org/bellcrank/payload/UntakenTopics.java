package org.bellcrank.payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The topics whose messages no mapping took, each with its newest message, in memory: at most 200
 * topics of 8 KiB, those that were heard last, until a message of theirs is taken. Safe for any
 * thread; waits for nothing.
 */
public final class UntakenTopics {

  static final int MOST = 200;
  static final int KEPT_BYTES = 8 * 1024;

  private static final int TOPIC = 1_000;
  private static final int SHOWN = 1_024;
  private static final int SHOWN_BYTES = 64;

  private final Map<String, Newest> topics = new LinkedHashMap<>();

  /** The same topics, for a look without waiting. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** The newest message of a topic; its bytes are what was kept of it. */
  private record Newest(Payload payload, boolean named, long count, int length) {}

  /**
   * A message came that no mapping took.
   *
   * @param named whether mappings name its topic
   */
  public void add(Payload payload, boolean named) {
    byte[] all = payload.bytes();
    byte[] kept = Arrays.copyOf(all, Math.min(all.length, KEPT_BYTES));
    String topic = cut(payload.topic(), TOPIC);
    Payload shown =
        new Payload(
            topic,
            kept,
            cut(payload.source(), TOPIC),
            payload.received(),
            payload.retained(),
            payload.contentType());
    synchronized (topics) {
      Newest before = topics.remove(topic);
      if (before == null && topics.size() >= MOST) {
        String eldest = topics.keySet().iterator().next();
        topics.remove(eldest);
        known.remove(eldest);
      }
      long count = before == null ? 1 : before.count() + 1;
      topics.put(topic, new Newest(shown, named, count, all.length));
      known.add(topic);
    }
  }

  /**
   * A mapping took something of a message of this topic: what was passed over there before was
   * passed over on purpose, and is forgotten. For most topics nothing is known, and nothing waits.
   */
  public void taken(String topic) {
    String name = cut(topic, TOPIC);
    if (known.contains(name)) {
      synchronized (topics) {
        topics.remove(name);
        known.remove(name);
      }
    }
  }

  /**
   * Those that no mapping in force names, and after them those of which nothing was taken since
   * messages were passed over; newest first.
   *
   * @param inForce a topic that it names now and did not when its message came is left out
   * @param limit at most so many
   */
  public List<Untaken> newest(PayloadMappings inForce, int limit) {
    List<Newest> all;
    synchronized (topics) {
      all = new ArrayList<>(topics.values());
    }
    Collections.reverse(all);
    List<Newest> wanted = new ArrayList<>();
    for (boolean named : List.of(false, true)) {
      all.stream()
          .filter(each -> each.named() == named)
          .filter(each -> inForce.has(each.payload().topic()) == named)
          .forEach(wanted::add);
    }
    return wanted.stream().limit(limit).map(UntakenTopics::told).toList();
  }

  private static Untaken told(Newest each) {
    Payload payload = each.payload();
    boolean whole = each.length() == payload.bytes().length;
    return new Untaken(
        payload.topic(),
        each.named(),
        payload.source(),
        each.count(),
        payload.received(),
        each.length(),
        sample(payload.bytes()),
        MappingSkeleton.of(payload.topic(), whole ? payload.bytes() : new byte[0]));
  }

  /** What was cut within a character still is a text. */
  private static String sample(byte[] bytes) {
    for (int less = 0; less < 4 && less <= bytes.length; less++) {
      try {
        String text =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, bytes.length - less))
                .toString();
        if (isText(text)) {
          return cut(text, SHOWN);
        }
        break;
      } catch (CharacterCodingException e) {
        // Perhaps one byte less.
      }
    }
    return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES));
  }

  /** Without control characters but those that part lines and columns. */
  static boolean isText(String text) {
    return text.chars().noneMatch(c -> c < ' ' && c != '\t' && c != '\r' && c != '\n');
  }

  private static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most - 1) + "…" : text;
  }
}
