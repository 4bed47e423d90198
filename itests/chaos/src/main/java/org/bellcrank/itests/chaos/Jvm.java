package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Java processes of our own, each known by its process id and ended by it. */
public final class Jvm {

  private static final long END_SECONDS = 20;
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private Jvm() {}

  /** Starts {@code java} with these words; what it says on standard error is added to the log. */
  public static ProcessBuilder java(List<String> words, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Short lives on few cores: compiling little and one collector thread start faster.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(words);
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  public static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ChaosException("cannot start " + builder.command(), e);
    }
  }

  /**
   * The command, killed by the kernel when the thread that starts it ends, however that happens;
   * unchanged where Debian's {@code setpriv} is absent.
   */
  public static List<String> dyingWithUs(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (Files.isExecutable(SETPRIV)) {
      whole.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL", "--"));
    }
    whole.addAll(command);
    return whole;
  }

  /** The jar of a module that is built there. */
  static Path jar(Path target, String module) {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches(module + "-[0-9.]+\\.jar"))
          .findFirst()
          .orElseThrow(() -> new ChaosException("no jar of " + module + " in " + target));
    } catch (IOException e) {
      throw new ChaosException(module + " is not built: " + target, e);
    }
  }

  /** SIGKILL, and waits until the process is gone. */
  public static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new ChaosException("process " + process.pid() + " outlived SIGKILL");
    }
  }

  /** For the end of everything: SIGKILL without a complaint. */
  public static void end(Process process) {
    process.destroyForcibly();
    try {
      process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
