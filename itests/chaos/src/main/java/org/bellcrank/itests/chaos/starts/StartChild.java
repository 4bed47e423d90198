package org.bellcrank.itests.chaos.starts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process in which frameworks are started and stopped, one after the other. It knows none of
 * our classes but those of this harness. Each line it reads is a word: {@code start FOLDER SEED
 * INTAKE CONSOLE} is answered with {@code settled …} once nothing more is going to happen by
 * itself, {@code stop} with {@code stopped}.
 */
final class StartChild {

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private StartChild() {}

  /**
   * @param arguments checkout, folder with the bundles
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    Path bundles = Path.of(arguments[1]);
    ShuffledGateway gateway = null;
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      if (words[0].equals("start")) {
        Map<String, String> values =
            Map.of(
                "data",
                words[1] + "/data",
                "routes",
                words[1] + "/routes",
                "intake",
                words[3],
                "port",
                words[4]);
        gateway =
            new ShuffledGateway(home, bundles, Path.of(words[1]), Long.parseLong(words[2]), values);
        OUT.println("settled " + gateway.start());
      } else if (gateway != null) {
        gateway.stop();
        OUT.println("stopped");
      }
    }
    Runtime.getRuntime().halt(0);
  }
}
