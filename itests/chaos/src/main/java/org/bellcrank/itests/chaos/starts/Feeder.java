package org.bellcrank.itests.chaos.starts;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bellcrank.itests.chaos.Http;
import org.bellcrank.itests.chaos.halts.Telling;

/** Posts observations one after the other, each again and again until it is acknowledged. */
final class Feeder {

  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final Http http;
  private final Thread thread;
  private volatile URI intake;
  private volatile boolean done;
  private volatile String refused = "";

  Feeder(Http http, List<Telling> tellings) {
    this.http = http;
    thread = new Thread(() -> post(tellings), "starts-feeder");
    thread.setDaemon(true);
  }

  /** Where they go from now on; begins with the first call. */
  void to(int port) {
    intake = URI.create("http://127.0.0.1:%d/v1/observations".formatted(port));
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  private void post(List<Telling> tellings) {
    try {
      for (Telling each : tellings) {
        String json = Messages.json(each);
        while (!posted(json)) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
      done = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean posted(String json) throws InterruptedException {
    try {
      Http.Reply reply = http.post(intake, json, ANSWER);
      if (reply.status() >= 400 && reply.status() < 500) {
        refused = reply.status() + " " + reply.body();
      }
      return reply.status() == 201 || reply.status() == 200;
    } catch (IOException away) {
      return false;
    }
  }

  boolean done() {
    return done;
  }

  /** What was refused for good; empty when nothing was. */
  String refused() {
    return refused;
  }

  void stop() {
    thread.interrupt();
  }
}
