package org.bellcrank.itests.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bellcrank.verb.Terminal;

/** The harness of halts, in a process of its own: its small gateway needs no framework. */
final class HaltsProcess {

  private static final String HALTS = "org.bellcrank.itests.chaos.halts.HaltsMain";

  private final Path home;
  private final Terminal terminal;
  private final String main;

  /**
   * @param home the checkout, built
   */
  HaltsProcess(Path home, Terminal terminal) {
    this(home, terminal, HALTS);
  }

  /** Another harness on the same class path. */
  HaltsProcess(Path home, Terminal terminal, String main) {
    this.home = home;
    this.terminal = terminal;
    this.main = main;
  }

  /** Runs with these words; returns its status. It ends with this process at the latest. */
  int run(List<String> arguments) throws IOException, InterruptedException {
    Path target = home.resolve("itests/chaos/target");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        Jvm.jar(target, "chaos") + ":" + Files.readString(target.resolve("halts.classpath")));
    command.add(main);
    command.add(home.toAbsolutePath().toString());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread ending = new Thread(() -> Jvm.end(process));
    Runtime.getRuntime().addShutdownHook(ending);
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (!line.startsWith("SLF4J:")) { // nobody reads a log of gateways that live for a moment
          terminal.line(line);
        }
      }
      return process.waitFor();
    } finally {
      Jvm.end(process);
      Runtime.getRuntime().removeShutdownHook(ending);
    }
  }
}
