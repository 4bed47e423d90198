package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bellcrank.itests.plant.PlantMain;

/**
 * The plant of itests/plant as a process: an OPC UA server, a Modbus slave and devices at a broker
 * at once. Its time stands until it is let go.
 */
final class Machines implements AutoCloseable {

  private static final int END_SECONDS = 10;

  private final Process process;
  private final Path errors;

  private Machines(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  static Machines start(Path folder, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PlantMain.class.getName(), "--held"));
    command.addAll(List.of(options));
    Path errors = folder.resolve("machines.err");
    return new Machines(new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
  }

  /** Waits until all of them answer. */
  void awaitAnswering() throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = said.readLine();
    assertThat(first).as(Files.readString(errors)).contains("\"machines\":6");
  }

  /** From now on their time passes. */
  void letGo() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(END_SECONDS, TimeUnit.SECONDS);
  }
}
