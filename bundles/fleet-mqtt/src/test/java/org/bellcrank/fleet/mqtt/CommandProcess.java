package org.bellcrank.fleet.mqtt;

import java.util.List;
import org.bellcrank.verb.Terminal;

/** The fleet command as a process of its own, so that a test can kill it. */
public final class CommandProcess {

  private CommandProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    Terminal terminal =
        new Terminal() {
          @Override
          public void line(String text) {
            System.out.println(text);
          }

          @Override
          public void progress(String text) {
            // nobody looks
          }

          @Override
          public void error(String text) {
            System.out.println("error: " + text);
          }
        };
    System.exit(new FleetVerb().run(List.of(arguments), terminal));
  }
}
