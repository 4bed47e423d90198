package org.bellcrank.runtime.felix;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;

/** The gateway itself: what the profile starts runs until the process is asked to end. */
final class RunVerb implements Verb {

  @Override
  public String name() {
    return Places.RUN;
  }

  @Override
  public String summary() {
    return "runs the gateway of a profile until it is stopped";
  }

  @Override
  public String help() {
    return """
        run [--profile DIR]
        Starts what the profile names and runs until Ctrl-C or SIGTERM.""";
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    return arguments.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "run: given %s; allowed: --profile DIR and the options of ./bellcrank --help"
                .formatted(String.join(" ", arguments)));
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    terminal.line("running; Ctrl-C or SIGTERM ends it");
    new CountDownLatch(1).await();
    return 0;
  }
}
