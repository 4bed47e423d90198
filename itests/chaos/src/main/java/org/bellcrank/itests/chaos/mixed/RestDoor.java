package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.bellcrank.itests.chaos.Http;
import org.bellcrank.itests.chaos.Sighting;

/** Posts; now and then it hangs up before the answer, or posts what was acknowledged once more. */
final class RestDoor implements Door {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration NO_PATIENCE = Duration.ofMillis(4);
  private static final double HANGS_UP = 0.02;
  private static final double SENDS_TWICE = 0.02;

  private final Http http;
  private final URI intake;
  private final SplittableRandom random;
  private final Consumer<String> refused;

  /**
   * @param refused told when a well-formed observation is not taken
   */
  RestDoor(Http http, URI intake, SplittableRandom random, Consumer<String> refused) {
    this.http = http;
    this.intake = intake;
    this.random = random;
    this.refused = refused;
  }

  @Override
  public boolean offer(Sighting sighting) throws InterruptedException {
    if (random.nextDouble() < HANGS_UP) {
      once(sighting, NO_PATIENCE);
    }
    boolean taken = once(sighting, PATIENCE);
    if (taken && random.nextDouble() < SENDS_TWICE) {
      once(sighting, PATIENCE);
    }
    return taken;
  }

  private boolean once(Sighting sighting, Duration patience) throws InterruptedException {
    try {
      Http.Reply reply = http.post(intake, sighting.json(), patience);
      if (reply.status() >= 400 && reply.status() < 500 && !isForTheClock(reply)) {
        refused.accept(
            "%s was refused with %d: %s".formatted(sighting.id(), reply.status(), reply.body()));
      }
      return reply.status() == 200 || reply.status() == 201;
    } catch (IOException noAnswer) {
      return false;
    }
  }

  /** A gateway whose clock was set back tells both times; the sender keeps what it has. */
  private static boolean isForTheClock(Http.Reply reply) {
    return reply.status() == 422 && reply.body().contains("\"field\":\"capturedAt\"");
  }
}
