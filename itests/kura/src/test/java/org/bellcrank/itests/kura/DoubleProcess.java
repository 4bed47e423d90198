package org.bellcrank.itests.kura;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The double as a process of its own, which can be ended politely, killed, and started again. */
final class DoubleProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);

  private final Platform platform;
  private final Path home;
  private final String broker;
  private final int port;
  private final int addOnPort;
  private Process process;
  private int starts;

  /**
   * @param home kept from start to start, but for the framework's storage
   */
  DoubleProcess(Platform platform, Path home, String broker) throws IOException {
    this.platform = platform;
    this.home = Files.createDirectories(home);
    this.broker = broker;
    port = Mosquitto.freePort();
    addOnPort = Mosquitto.freePort();
  }

  Path home() {
    return home;
  }

  URI rest() {
    return URI.create("http://127.0.0.1:" + port + "/services");
  }

  /** Returns once the framework and REST stand; packages may still be installing. */
  void start() throws IOException {
    starts++;
    process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    Wait.until("the double's start", START, () -> log(" GATEWAY ") || !process.isAlive());
    if (!process.isAlive()) {
      throw new IOException("the double ended: " + Files.readString(log()));
    }
  }

  private List<String> command() throws IOException {
    Path module = Path.of(System.getProperty("project.root"), "itests/kura/target");
    Path frameworks = module.resolve("frameworks");
    Path own = frameworks.resolve(platform.folder());
    Path jar = module.resolve("kura-0.1.0.jar");
    Path temporary = Files.createDirectories(home.resolve("java"));
    List<String> command = new ArrayList<>();
    command.add(platform.java().toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.awt.headless=true");
    command.add("-Dorg.bellcrank.health.quiet=500");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Ddouble.home=" + home);
    command.add("-Ddpa.configuration=" + home.resolve("dpa.properties"));
    command.add("-Ddouble.rest=" + port);
    command.add("-Ddouble.broker=" + broker);
    command.add("-Ddouble.account=" + Gate.ACCOUNT);
    command.add("-Ddouble.client=" + Gate.CLIENT);
    if (platform == Platform.KURA5) {
      command.add("-Dorg.osgi.service.http.port=" + addOnPort);
      command.add("-Dorg.apache.felix.http.host=127.0.0.1");
    }
    String path = equinox(own) + File.pathSeparator + jar;
    if (platform == Platform.KURA6) {
      command.add("-Ddouble.jakarta=" + addOnPort);
      path += File.pathSeparator + frameworks.resolve("jakarta") + File.separator + "*";
    }
    command.add("-cp");
    command.add(path);
    command.add("org.bellcrank.itests.kura.launch.Launch");
    command.add(home.toString());
    command.add(jar.toString());
    command.add(frameworks.resolve("both").toString());
    command.add(own.toString());
    return command;
  }

  private static Path equinox(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("org.eclipse.osgi-"))
          .findFirst()
          .orElseThrow();
    }
  }

  Path log() {
    return home.resolve("double." + starts + ".log");
  }

  private boolean log(String words) throws IOException {
    return Files.readString(log()).contains(words);
  }

  /** As a power cut does it. */
  void kill() {
    process.destroyForcibly();
    gone();
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      try {
        process.getOutputStream().close();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (IOException e) {
        process.destroyForcibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      gone();
    }
  }

  private void gone() {
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
