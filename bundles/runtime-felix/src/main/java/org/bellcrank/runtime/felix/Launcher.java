package org.bellcrank.runtime.felix;

import java.util.List;
import org.slf4j.LoggerFactory;

/** The process: a command line in, an exit status out, nothing left running. */
public final class Launcher {

  private static final int INTERRUPTED = 143;
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";
  private static final String MOST_SECONDS = "sun.net.httpserver.maxReqTime";

  private Launcher() {}

  /** See {@code ./bellcrank --help}. */
  public static void main(String[] arguments) {
    // Servers of the JDK write head and body apart: without this each answer to a client that keeps
    // its connection waits 40 ms. The first server of the process reads it, once.
    if (System.getProperty(NO_DELAY) == null) {
      System.setProperty(NO_DELAY, "true");
    }
    // A sender that goes silent within a request would hold one of a few threads for ever.
    if (System.getProperty(MOST_SECONDS) == null) {
      System.setProperty(MOST_SECONDS, "120");
    }
    Screen screen = new Screen(System.out, System.err, Boolean.getBoolean("bellcrank.person"));
    Ending ending = new Ending(Thread.currentThread(), screen);
    ending.watch();
    int status = run(List.of(arguments), screen);
    screen.wipe();
    System.exit(ending.done(status));
  }

  private static int run(List<String> arguments, Screen screen) {
    try {
      return new Session(Places.find(), screen).run(CommandLine.of(arguments));
    } catch (StartException e) {
      screen.error("bellcrank: " + e.getMessage());
      return e.status();
    } catch (InterruptedException e) {
      return INTERRUPTED;
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Launcher.class).error("this is a mistake in Bellcrank itself", e);
      return StartException.NOT_STARTED;
    }
  }
}
