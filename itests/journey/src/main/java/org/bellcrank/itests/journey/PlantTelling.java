package org.bellcrank.itests.journey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bellcrank.itests.plant.Machine;
import org.bellcrank.itests.plant.Plant;
import org.bellcrank.itests.plant.PlantMessages;
import org.bellcrank.payload.Payload;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.payload.PayloadContent;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;

/**
 * What the machines say, from days ago up to now as fast as the gateway takes it, and from then on
 * in real time. Nothing that is told lies in the future. The messages are those that the machines'
 * devices send to a broker, and the mappings of the documents read them; only the broker is not
 * there. Where the gateway has no room the machines wait.
 */
final class PlantTelling implements Runnable {

  /** Between two samples of a point: two minutes of the past, a second of the present. */
  private static final Duration PAST_TICK = Duration.ofMinutes(2);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration WAVES = Duration.ofHours(1);

  private final Plant plant;
  private final Instant start;
  private final PayloadBook payloads;
  private final SampleIntake streams;
  private final Clock clock;
  private volatile Instant told;
  private volatile long messages;
  private volatile boolean present;
  private volatile String failure = "";

  PlantTelling(long seed, int days, PayloadBook payloads, SampleIntake streams, Clock clock) {
    // Midnight: the machines' shifts begin and end at hours of the day, in UTC.
    start = clock.instant().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
    plant = Plant.demo(seed, start);
    told = start;
    this.payloads = payloads;
    this.streams = streams;
    this.clock = clock;
  }

  /** Up to when everything was told. */
  Instant told() {
    return told;
  }

  /** The machines' first moment. */
  Instant start() {
    return start;
  }

  /** How many messages were read. */
  long messages() {
    return messages;
  }

  /** Whether the past was told and the machines go on in real time. */
  boolean present() {
    return present;
  }

  /** Why it ended; empty while it goes on. */
  String failure() {
    return failure;
  }

  @Override
  public void run() {
    try {
      Duration at = Duration.ZERO;
      Duration wavesAt = Duration.ZERO;
      while (!Thread.currentThread().isInterrupted()) {
        Instant now = clock.instant();
        if (start.plus(at).isAfter(now)) {
          present = true;
          TimeUnit.MILLISECONDS.sleep(
              Math.max(1, Duration.between(now, start.plus(at)).toMillis()));
        }
        if (at.compareTo(wavesAt) >= 0) {
          tellWaves(at);
          wavesAt = at.plus(WAVES);
        }
        tellSamples(at);
        told = start.plus(at);
        at = at.plus(present ? TICK : PAST_TICK);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException mistake) { // which would end the telling without a word
      failure = mistake.toString();
    }
  }

  private void tellSamples(Duration at) throws InterruptedException {
    for (Machine machine : plant.machines()) {
      tell(PlantMessages.samples(machine, at));
    }
  }

  private void tellWaves(Duration at) throws InterruptedException {
    for (Machine machine : plant.machines()) {
      tell(PlantMessages.waveforms(machine, at));
    }
  }

  private void tell(List<PlantMessages.Message> said) throws InterruptedException {
    PayloadMappings mappings = payloads.payloads().orElseThrow();
    for (PlantMessages.Message message : said) {
      PayloadContent content =
          mappings.read(
              new Payload(
                  message.topic(),
                  message.payload(),
                  "machines:" + message.topic(),
                  clock.instant()));
      streams.take(content.samples());
      for (Waveform waveform : content.waveforms()) {
        streams.take(waveform);
      }
      messages++; // one thread alone writes it
    }
  }
}
