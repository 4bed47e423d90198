package org.bellcrank.itests.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * Publishes messages and takes the orders that come of them.
 *
 * <p>It first says {@code stub PORT}. Then each line of its standard input is a round, {@code TOPIC
 * PID RATE WARM COUNT}: it publishes WARM and then COUNT messages on the topic at QoS 1, RATE a
 * second, 0 for as fast as the broker takes them, and answers with one line of {@code name=value}.
 * Processor time is that of the process PID, from the first of the COUNT messages to the last order
 * of them, and counts all orders of that time.
 */
public final class LoadMain {

  private static final String[] CLASSES = {"scratch", "dent", "stain", "crack"};
  private static final int ASSETS = 50;
  private static final int INFLIGHT = 1000;
  private static final long STALLED = TimeUnit.SECONDS.toNanos(20);
  private static final double TICK_MILLIS = 10;
  private static final int UTIME = 11;
  private static final int STIME = 12;

  private final MqttAsyncClient client;
  private final OrderStub stub;
  private final Semaphore onTheWay = new Semaphore(INFLIGHT);
  private final MqttActionListener acknowledged =
      new MqttActionListener() {
        @Override
        public void onSuccess(IMqttToken token) {
          onTheWay.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable why) {
          System.err.println("the broker did not take a message: " + why);
          onTheWay.release();
        }
      };
  private long[] published = new long[0];

  /** Numbers are never used again: who keeps what came would take it for a repeat. */
  private int next;

  private int base;

  private LoadMain(MqttAsyncClient client, OrderStub stub) {
    this.client = client;
    this.stub = stub;
  }

  /**
   * Runs until its standard input ends; status 1 when it could not go on, since threads of the
   * broker's client would keep the process otherwise.
   *
   * @param arguments the broker
   */
  public static void main(String[] arguments) {
    try {
      serve(arguments[0]);
      System.exit(0);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void serve(String broker) throws Exception {
    MqttAsyncClient client = new MqttAsyncClient(broker, "bench-load", new MemoryPersistence());
    try (OrderStub stub = new OrderStub()) {
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setReceiveMaximum(INFLIGHT);
      client.connect(options).waitForCompletion();
      System.out.println("stub " + stub.port());
      LoadMain load = new LoadMain(client, stub);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        System.out.println(
            load.round(
                words[0],
                Long.parseLong(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4])));
      }
    }
    client.disconnectForcibly();
    client.close();
  }

  private String round(String topic, long pid, int rate, int warm, int count)
      throws IOException, MqttException, InterruptedException {
    int all = warm + count;
    base = next;
    next += all;
    stub.expect(base, all);
    published = new long[all];
    long begun = System.nanoTime();
    publish(topic, 0, warm, rate, begun);
    double processor = millis(pid);
    int before = stub.delivered();
    long first = System.nanoTime();
    publish(topic, warm, all, rate, first);
    long last = awaitOrders(all);
    processor = millis(pid) - processor;
    int delivered = stub.delivered() - before;
    double[] latencies = latencies(warm, all);
    return String.format(
        Locale.ROOT,
        "published=%d delivered=%d doubled=%d late=%d strange=%d seconds=%.3f cpu=%.4f p50=%.3f p99=%.3f",
        all,
        stub.delivered(),
        stub.doubled(),
        stub.late(),
        stub.strange(),
        (last - first) / 1e9,
        processor / Math.max(1, delivered),
        quantile(latencies, 0.50),
        quantile(latencies, 0.99));
  }

  /** An open loop: what is due since the start is sent, so that a slow gateway slows nothing. */
  private void publish(String topic, int from, int to, int rate, long begun)
      throws MqttException, InterruptedException {
    for (int n = from; n < to; n++) {
      if (rate > 0) {
        long due = begun + (n - from) * TimeUnit.SECONDS.toNanos(1) / rate;
        while (due - System.nanoTime() > 0) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
      }
      onTheWay.acquire();
      published[n] = System.nanoTime();
      client.publish(topic, message(base + n), null, acknowledged);
    }
  }

  private static MqttMessage message(int n) {
    MqttMessage message = new MqttMessage(text(n).getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    return message;
  }

  private static String text(int n) {
    return """
        {"type":"inspection","id":"L%d","source":"CAM-07","capturedAt":"%s","clockSynchronised":true,\
        "width":1280,"height":720,"model":{"name":"surface","version":"1.4.0"},\
        "detections":[{"point":"bench/m%02d","class":"%s","confidence":0.95,"box":[100,200,160,290],\
        "track":"t%d"}],"context":{"criticality":"%s"}}"""
        .formatted(
            n, Instant.now(), n % ASSETS, CLASSES[n % CLASSES.length], n, "ABC".charAt(n % 3));
  }

  /** When the last order came; waits for as long as any comes. */
  private long awaitOrders(int all) throws InterruptedException {
    int seen = stub.delivered();
    long moved = System.nanoTime();
    while (seen < all && System.nanoTime() - moved < STALLED) {
      TimeUnit.MILLISECONDS.sleep(5);
      if (stub.delivered() > seen) {
        seen = stub.delivered();
        moved = System.nanoTime();
      }
    }
    return seen < all ? moved : System.nanoTime();
  }

  private double[] latencies(int from, int to) {
    double[] millis = new double[to - from];
    int there = 0;
    for (int n = from; n < to; n++) {
      if (stub.arrival(n) != 0) {
        millis[there++] = (stub.arrival(n) - published[n]) / 1e6;
      }
    }
    double[] sorted = Arrays.copyOf(millis, there);
    Arrays.sort(sorted);
    return sorted;
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** Processor time of a process so far. */
  private static double millis(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * TICK_MILLIS;
  }
}
