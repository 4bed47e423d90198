package org.bellcrank.driver.mqtt;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The newest message of each topic that a channel asked for, for as long as the driver lives. Safe
 * for any thread.
 */
final class Topics {

  /** How many topics are remembered. */
  static final int MOST = 50_000;

  /** Bytes that all newest messages may have together: 64 MiB. */
  static final long MOST_BYTES = 64L << 20;

  private final int maxBytes;
  private final Clock clock;
  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private long bytes;

  /**
   * Knows none yet.
   *
   * @param maxBytes a message may have; of a longer one only that it came is known
   */
  Topics(int maxBytes, Clock clock) {
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /** What is known of one topic; guarded by the topics. */
  private static final class Topic {
    Message newest;
    Message live;
    String trouble = "";
    boolean awaited;

    int bytes() {
      return length(newest) + (live == newest ? 0 : length(live));
    }

    private static int length(Message message) {
      return message == null ? 0 : message.payload().length;
    }
  }

  /**
   * Remembers topics from now on, up to {@link #MOST} in all; those beyond stay unknown.
   *
   * @return those that are remembered
   */
  synchronized List<String> want(Collection<String> names) {
    for (String name : names) {
      if (topics.size() < MOST) {
        topics.computeIfAbsent(name, unused -> new Topic());
      }
    }
    return names.stream().filter(topics::containsKey).toList();
  }

  /** All that were ever wanted. */
  synchronized List<String> names() {
    return List.copyOf(topics.keySet());
  }

  /** A message came; false when nobody asked for its topic. */
  synchronized boolean arrived(String name, byte[] payload, boolean retained) {
    Topic topic = topics.get(name);
    if (topic == null) {
      return false;
    }
    bytes -= topic.bytes();
    if (payload.length > maxBytes) {
      topic.newest = null;
      topic.live = null;
      topic.trouble =
          "given a message of %d bytes; allowed: up to %d".formatted(payload.length, maxBytes);
    } else {
      topic.trouble = "";
      take(topic, payload, retained);
      if (bytes + topic.bytes() > MOST_BYTES) {
        topic.newest = null;
        topic.live = null;
        topic.trouble =
            "its newest message finds no room; allowed: %d bytes for those of all topics"
                .formatted(MOST_BYTES);
      }
    }
    bytes += topic.bytes();
    notifyAll();
    return true;
  }

  /** What the broker kept comes again with each connect: it is no newer for that. */
  private void take(Topic topic, byte[] payload, boolean retained) {
    if (retained && topic.newest != null && Arrays.equals(payload, topic.newest.payload())) {
      return;
    }
    Message message = new Message(payload, clock.instant(), retained);
    topic.newest = message;
    if (!retained) {
      topic.live = message;
    }
  }

  /** The broker does not let us listen to a topic; empty words: it may yet. */
  synchronized void trouble(String name, String words) {
    Topic topic = topics.get(name);
    if (topic != null) {
      topic.trouble = words;
      notifyAll();
    }
  }

  /** What the broker refused it may allow with the next connect. */
  synchronized void forgive() {
    topics.values().forEach(topic -> topic.trouble = "");
  }

  /** Whether there is something to tell of a channel: a message, or why there will be none. */
  synchronized boolean knows(Point point) {
    Topic topic = topics.get(point.topic());
    return topic == null || !topic.trouble.isEmpty() || newest(point).isPresent();
  }

  /** The newest message that counts for a channel. */
  synchronized Optional<Message> newest(Point point) {
    Topic topic = topics.get(point.topic());
    return topic == null
        ? Optional.empty()
        : Optional.ofNullable(point.retained() ? topic.newest : topic.live);
  }

  /** Why there is none. */
  synchronized String why(Point point) {
    Topic topic = topics.get(point.topic());
    if (topic == null) {
      return "given one topic more than are remembered; allowed: %d".formatted(MOST);
    }
    if (!topic.trouble.isEmpty()) {
      return topic.trouble;
    }
    return topic.newest == null
        ? "nothing came of it yet"
        : "nothing came of it yet but what the broker had kept from before";
  }

  /**
   * Waits until the connection stands, and where a topic is read for the first time until something
   * is known of it, such as what the broker kept.
   *
   * @return whether the connection stands
   */
  synchronized boolean await(Collection<String> names, BooleanSupplier up, Duration longest)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!up.getAsBoolean() || names.stream().anyMatch(this::isAwaited)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    boolean stands = up.getAsBoolean();
    if (stands) {
      names.stream().map(topics::get).forEach(Topics::waited);
    }
    return stands;
  }

  private static void waited(Topic topic) {
    if (topic != null) {
      topic.awaited = true;
    }
  }

  private boolean isAwaited(String name) {
    Topic topic = topics.get(name);
    return topic != null && !topic.awaited && topic.newest == null && topic.trouble.isEmpty();
  }

  /** Something about the connection changed. */
  synchronized void stir() {
    notifyAll();
  }
}
