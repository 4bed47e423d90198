package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bellcrank.itests.chaos.ChaosException;

/** Commands of this machine that need rights, each of them done before the next. */
final class Machine {

  private static final long LIMIT_SECONDS = 20;

  private Machine() {}

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Whether it was done. */
  static boolean can(String... command) {
    return said(List.of(command)).isEmpty();
  }

  /** Does it, or says what stood in the way. */
  static void run(String... command) {
    run(List.of(command));
  }

  static void run(List<String> command) {
    String complaint = said(command);
    if (!complaint.isEmpty()) {
      throw new ChaosException("%s: %s".formatted(String.join(" ", command), complaint));
    }
  }

  /** Empty when it was done; an interrupt waits until it is. */
  private static String said(List<String> command) {
    boolean interrupted = Thread.interrupted();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String words =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "does not end";
      }
      return process.exitValue() == 0 ? "" : "status " + process.exitValue() + " " + words;
    } catch (IOException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      interrupted = true;
      return "interrupted";
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
