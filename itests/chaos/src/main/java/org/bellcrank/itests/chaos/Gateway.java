package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Facts;

/** The real gateway as a process, started again and again on one data directory. */
public final class Gateway implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final Duration PROBE = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int PROBE_EVERY_MILLIS = 20;
  private static final int SIGTERM = 143;

  /** The console is there before what it shows. */
  private static final int STARTING = 503;

  private final Setup setup;
  private final Path data;
  private final Path log;
  private final Http http;
  private final int intakePort;
  private final int consolePort;
  private volatile Process process;

  /**
   * What the gateway is started with.
   *
   * @param home the checkout with launcher, packages, profile and connectors
   * @param folder holds the data directory and the log
   * @param profile name of it
   * @param options further words of the command line
   * @param environment further variables of it
   */
  public record Setup(
      Path home,
      Path folder,
      String profile,
      List<String> options,
      Map<String, String> environment) {}

  /**
   * A gateway that is not started yet.
   *
   * @param home the checkout with launcher, packages, profile and connectors
   * @param folder holds the data directory and the log
   */
  Gateway(Path home, Path folder, Http http, int intakePort, int consolePort) {
    this(new Setup(home, folder, "chaos", List.of(), Map.of()), http, intakePort, consolePort);
  }

  /** As the first, started in another way. */
  public Gateway(Setup setup, Http http, int intakePort, int consolePort) {
    this.setup = setup;
    this.data = setup.folder().resolve("data");
    this.log = setup.folder().resolve("gateway.log");
    this.http = http;
    this.intakePort = intakePort;
    this.consolePort = consolePort;
  }

  public Path data() {
    return data;
  }

  /** Where observations are posted. */
  public URI intake() {
    return URI.create("http://127.0.0.1:%d/v1/observations".formatted(intakePort));
  }

  public void start() {
    List<String> words = new ArrayList<>();
    words.add("-Djava.awt.headless=true");
    words.add("-Dbellcrank.home=" + setup.home());
    words.add("-jar");
    words.add(
        setup.home().resolve("bundles/runtime-felix/target/runtime/bellcrank.jar").toString());
    words.addAll(List.of("run", "--profile", setup.profile(), "--data", data.toString()));
    words.addAll(List.of("--port", String.valueOf(consolePort)));
    words.addAll(List.of("--intake", String.valueOf(intakePort)));
    words.addAll(setup.options());
    ProcessBuilder builder =
        Jvm.java(words, log).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.command(Jvm.dyingWithUs(builder.command()));
    builder.environment().putAll(setup.environment());
    process = Jvm.start(builder);
  }

  /** SIGKILL by process id. */
  public void kill() throws InterruptedException {
    Jvm.kill(process);
  }

  /** Waits until the intake answers at all. */
  void awaitIntake() throws InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (!process.isAlive()) {
        throw new ChaosException(
            "the gateway ended by itself with status %d; see %s"
                .formatted(process.exitValue(), log));
      }
      if (System.nanoTime() > deadline) {
        throw new ChaosException(
            "the intake does not answer %d s after the start; see %s"
                .formatted(START.toSeconds(), log));
      }
      TimeUnit.MILLISECONDS.sleep(PROBE_EVERY_MILLIS);
    }
  }

  /** Where people look. */
  public URI console() {
    return URI.create("http://127.0.0.1:%d/".formatted(consolePort));
  }

  /** The process's id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process runs. */
  public boolean runs() {
    Process now = process;
    return now != null && now.isAlive();
  }

  /** The status with which it ended. */
  public int status() {
    return process.exitValue();
  }

  /** Whether the intake answers at all. */
  public boolean answers() throws InterruptedException {
    try {
      return http.get(intake(), PROBE).status() > 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A page's data, for example {@code balance}; waits for a console that still starts. */
  public Facts api(String what) throws InterruptedException {
    URI address = URI.create("http://127.0.0.1:%d/api/%s".formatted(consolePort, what));
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        Http.Reply reply = http.get(address, ANSWER);
        if (reply.status() == 200) {
          return reply.facts();
        }
        if (reply.status() == STARTING) {
          throw new IOException(reply.body());
        }
        throw new ChaosException(
            "%s: answered %d %s".formatted(address, reply.status(), reply.body()));
      } catch (IOException e) {
        if (System.nanoTime() > deadline || !process.isAlive()) {
          throw new ChaosException("%s: no answer; see %s".formatted(address, log), e);
        }
        TimeUnit.MILLISECONDS.sleep(PROBE_EVERY_MILLIS);
      }
    }
  }

  /** A person decides something in the console, for example {@code workbench/ID/retry}. */
  public Http.Reply decide(String what, Facts given) throws IOException, InterruptedException {
    String token = api("token").requireText("token");
    URI address = URI.create("http://127.0.0.1:%d/api/%s".formatted(consolePort, what));
    return http.post(address, given.json(), Map.of("X-Bellcrank-Token", token), ANSWER);
  }

  /** SIGTERM; empty when it ended in order, else what was not in order. */
  public List<String> stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
      return List.of("the gateway did not end within %d s of SIGTERM".formatted(STOP.toSeconds()));
    }
    return process.exitValue() == SIGTERM
        ? List.of()
        : List.of("after SIGTERM the gateway ended with status " + process.exitValue());
  }

  @Override
  public void close() {
    if (process != null) {
      Jvm.end(process);
    }
  }
}
