package org.bellcrank.verb;

import java.util.List;
import java.util.Optional;

/**
 * A word of the command line, offered as an OSGi service by the bundle that owns the work.
 *
 * <p>The launcher finds every registered verb and calls the one whose {@link #name()} is the first
 * word of the command line. A verb had better need no configured service to be registered, so that
 * its help can be read and its arguments checked on an empty gateway; what it needs it waits for in
 * {@link #run}. One instance may be called more than once, from one thread at a time.
 */
public interface Verb {

  /** The word itself, lower case, unique in the framework, for example {@code evaluate}. */
  String name();

  /** One line for the list of verbs. */
  String summary();

  /** Everything {@code --help} prints, one option per line with its unit and its default. */
  String help();

  /**
   * What is wrong with the arguments, as one line that says what was given and what is allowed;
   * empty when nothing is. Asked before anything is configured, so that a mistake ends the process
   * at once.
   *
   * @param arguments what followed the name, unchanged; never null
   */
  default Optional<String> complaint(List<String> arguments) {
    return Optional.empty();
  }

  /**
   * Does the work.
   *
   * @param arguments what followed the name, unchanged; never null
   * @param terminal where to print; progress goes to {@link Terminal#progress}, results to {@link
   *     Terminal#line}
   * @return the exit status of the process: 0 done, 1 done with findings, 2 wrong usage
   * @throws InterruptedException when the process is asked to end; the verb stops cleanly
   */
  int run(List<String> arguments, Terminal terminal) throws InterruptedException;
}
