package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bellcrank.verb.Terminal;

/**
 * One way to break the gateway, chosen by the options that {@code chaos} is given. {@link
 * ChaosVerb} lists them; a further one is a class and a line there.
 */
interface Ordeal {

  /** Whether these words are for it. */
  boolean meant(List<String> arguments);

  /** Its words and what they do, as the help shows them. */
  String help();

  /**
   * Reads the words without doing anything.
   *
   * @throws IllegalArgumentException saying what was given and what is allowed
   */
  void check(List<String> arguments);

  /**
   * Does it and tells what came of it.
   *
   * @param home the checkout, built
   * @param arguments checked
   * @return 0 when nothing was lost, doubled or otherwise wrong, else 1
   * @throws ChaosException when it cannot go on
   */
  int run(Path home, List<String> arguments, Terminal terminal)
      throws IOException, InterruptedException;
}
