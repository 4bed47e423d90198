package org.bellcrank.itests.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * The machines of {@code bench telemetry}, and who listens to what the gateway tells.
 *
 * <p>Each line of its standard input is one of the following; it answers each with one line of
 * {@code name=value}.
 *
 * <ul>
 *   <li>{@code still FIRST COUNT}: one harmless value to each of so many points with a limit
 *   <li>{@code stream DEVICES TAGS RATE COUNT CROSSINGS FIRST}: COUNT messages, RATE a second, 0
 *       for as fast as the broker takes them, each with a value of all TAGS of the device whose
 *       turn it is; spread over that time so many points cross their limit, from the number FIRST
 *       on
 *   <li>{@code orders}: waits for the orders of all that crossed so far; times are those of what
 *       crossed since it was last asked
 *   <li>{@code events RATE WARM COUNT}: findings that make no order, and waits until it is told of
 *       them what was found
 * </ul>
 */
public final class PlantMain {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long STALLED = 30 * SECOND;
  private static final long LINGER_SECONDS = 5;
  private static final double HARMLESS = 50;
  private static final double BEYOND = 95;

  private final Broker broker;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, String> assets = new ConcurrentHashMap<>(); // by order
  private final Arrivals orders = new Arrivals();
  private final Arrivals events = new Arrivals();
  private volatile Arrivals told = new Arrivals();
  private long next;

  private PlantMain(Broker broker) {
    this.broker = broker;
  }

  /**
   * Runs until its standard input ends; status 1 when it could not go on.
   *
   * @param arguments the broker
   */
  public static void main(String[] arguments) {
    try (Broker broker = new Broker(arguments[0])) {
      PlantMain plant = new PlantMain(broker);
      broker.listen("bellcrank/bench/#", plant::heard);
      System.out.println("ready");
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(plant.answer(line.split(" ")));
      }
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
    System.exit(0); // threads of the broker's client would keep it
  }

  private String answer(String[] words) throws MqttException, InterruptedException {
    return switch (words[0]) {
      case "still" -> still(whole(words[1]), whole(words[2]));
      case "stream" ->
          stream(
              whole(words[1]),
              whole(words[2]),
              whole(words[3]),
              whole(words[4]),
              whole(words[5]),
              whole(words[6]));
      case "orders" -> orders();
      case "events" -> events(whole(words[1]), whole(words[2]), whole(words[3]));
      default -> throw new IllegalArgumentException("unknown word " + words[0]);
    };
  }

  private static int whole(String text) {
    return Integer.parseInt(text);
  }

  private void heard(String topic, byte[] payload) throws IOException {
    long now = System.nanoTime();
    JsonNode entry = json.readTree(payload);
    String subject = entry.path("subject").asText();
    switch (entry.path("kind").asText()) {
      case "order.raised" -> assets.put(subject, entry.path("facts").path("asset").asText());
      case "delivery.acknowledged" -> orders.came(assets.getOrDefault(subject, subject), now);
      case "finding.disposed" -> {
        String finding = subject.replaceFirst("#\\d+$", "");
        if (finding.startsWith("E") && tellsWhatWasFound(entry.path("facts"))) {
          events.came(finding, now);
          own(finding, entry, now);
        }
      }
      default -> {} // its health
    }
  }

  /** One without what was found does not count as arrived. */
  private static boolean tellsWhatWasFound(JsonNode facts) {
    return facts.path("class").asText().equals("scratch")
        && facts.path("asset").asText().equals("machines")
        && facts.path("point").asText().startsWith("seen/m")
        && facts.path("confidence").asDouble() == 0.45
        && facts.path("disposition").asText().equals("LOGGED")
        && facts.hasNonNull("capturedAt");
  }

  /** From the journal's time, which is one of milliseconds, to the arrival. */
  private void own(String finding, JsonNode entry, long now) {
    long age = System.currentTimeMillis() - Instant.parse(entry.path("at").asText()).toEpochMilli();
    told.sent(finding, now - TimeUnit.MILLISECONDS.toNanos(age));
    told.came(finding, now);
  }

  private String still(int first, int count) throws MqttException, InterruptedException {
    for (int n = first; n < first + count; n++) {
      broker.publish(crossing(n), value(HARMLESS));
    }
    broker.settle();
    return "messages=" + count;
  }

  private static String crossing(int n) {
    return "cross/x%04d".formatted(n);
  }

  private static String value(double value) {
    return "{\"at\":%d,\"v\":%s}".formatted(System.currentTimeMillis(), value);
  }

  private String stream(int devices, int tags, int rate, int count, int crossings, int first)
      throws MqttException, InterruptedException {
    long refusedBefore = broker.refused();
    long begun = System.nanoTime();
    int crossed = 0;
    for (int n = 0; n < count; n++) {
      await(begun, n, rate);
      if (crossings > 0 && n % (count / crossings) == 0 && crossed < crossings) {
        cross(first + crossed++);
      }
      broker.publish("f6/d%03d".formatted(n % devices), message(tags));
    }
    double published = seconds(begun);
    broker.settle();
    return line(
        "messages=%d points=%d crossed=%d notTaken=%d seconds=%.3f",
        count, (long) count * tags, crossed, broker.refused() - refusedBefore, published);
  }

  private void cross(int n) throws MqttException, InterruptedException {
    String topic = crossing(n);
    orders.sent(topic.substring(topic.indexOf('/') + 1), System.nanoTime());
    broker.publish(topic, value(BEYOND));
  }

  /** All tags at one time; no value comes twice in a row. */
  private String message(int tags) {
    long number = next++;
    StringBuilder text = new StringBuilder(32 + tags * 24);
    text.append("{\"at\":").append(System.currentTimeMillis()).append(",\"v\":[");
    for (int tag = 0; tag < tags; tag++) {
      long hundredths = 4_000 + (number * 7 + tag * 13L) % 2_000;
      text.append(tag == 0 ? "" : ",").append("{\"t\":\"t").append(tag).append("\",\"v\":");
      text.append(hundredths / 100).append('.').append(hundredths % 100 / 10);
      text.append(hundredths % 10).append('}');
    }
    return text.append("]}").toString();
  }

  /** An open loop: what is due since the start is sent, so that a slow gateway slows nothing. */
  private static void await(long begun, int n, int rate) {
    if (rate > 0) {
      long due = begun + n * SECOND / rate;
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  private String orders() throws InterruptedException {
    awaitAll(orders);
    String said =
        line(
            "sent=%d acknowledged=%d doubled=%d strange=%d p50=%.3f p99=%.3f most=%.3f",
            orders.all(),
            orders.arrived(),
            orders.doubled(),
            orders.strange(),
            orders.millis(0.5),
            orders.millis(0.99),
            orders.millis(1));
    orders.measure(System.nanoTime());
    return said;
  }

  private String events(int rate, int warm, int count) throws MqttException, InterruptedException {
    publish(rate, 0, warm);
    awaitAll(events);
    events.measure(System.nanoTime());
    told = new Arrivals();
    publish(rate, warm, warm + count);
    awaitAll(events);
    return line(
        "sent=%d arrived=%d lost=%d doubled=%d strange=%d"
            + " p50=%.3f p99=%.3f told50=%.3f told99=%.3f",
        events.all(),
        events.arrived(),
        events.lost(),
        events.doubled(),
        events.strange(),
        events.millis(0.5),
        events.millis(0.99),
        told.millis(0.5),
        told.millis(0.99));
  }

  private void publish(int rate, int from, int to) throws MqttException, InterruptedException {
    long begun = System.nanoTime();
    for (int n = from; n < to; n++) {
      await(begun, n - from, rate);
      String id = "E" + next++;
      events.sent(id, System.nanoTime());
      broker.publish("seen/%02d".formatted(n % 50), finding(id, n % 50));
    }
    broker.settle();
  }

  private static String finding(String id, int point) {
    return """
        {"type":"inspection","id":"%s","source":"CAM-07","capturedAt":"%s","clockSynchronised":true,\
        "width":1280,"height":720,"model":{"name":"surface","version":"1.4.0"},\
        "detections":[{"point":"seen/m%02d","class":"scratch","confidence":0.45,"box":[100,200,160,290]}]}"""
        .formatted(id, Instant.now(), point);
  }

  /** Waits for as long as any comes, and then for what may come twice. */
  private static void awaitAll(Arrivals arrivals) throws InterruptedException {
    int seen = arrivals.arrived();
    long moved = System.nanoTime();
    while (arrivals.lost() > 0 && System.nanoTime() - moved < STALLED) {
      TimeUnit.MILLISECONDS.sleep(5);
      if (arrivals.arrived() > seen) {
        seen = arrivals.arrived();
        moved = System.nanoTime();
      }
    }
    TimeUnit.SECONDS.sleep(LINGER_SECONDS);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / (double) SECOND;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
