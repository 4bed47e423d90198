package org.bellcrank.runtime.felix;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.bellcrank.verb.Terminal;

/**
 * The person's side of the process: results and progress on standard output, complaints and log
 * lines on standard error. A progress line is wiped before anything else is printed. Thread-safe.
 */
final class Screen implements Terminal {

  private static final String WIPE = "\r\u001b[K";

  private final PrintStream results;
  private final PrintStream complaints;
  private final boolean person;
  private boolean progressShown;

  /**
   * @param person whether a person looks, so that a progress line makes sense
   */
  Screen(PrintStream results, PrintStream complaints, boolean person) {
    this.results = results;
    this.complaints = complaints;
    this.person = person;
  }

  @Override
  public synchronized void line(String text) {
    wipe();
    results.println(text);
    results.flush();
  }

  @Override
  public synchronized void progress(String text) {
    if (person) {
      results.print(WIPE + text);
      results.flush();
      progressShown = true;
    }
  }

  @Override
  public synchronized void error(String text) {
    wipe();
    complaints.println(text);
    complaints.flush();
  }

  /** Removes the progress line, for the last output of a process. */
  synchronized void wipe() {
    if (progressShown) {
      results.print(WIPE);
      results.flush();
      progressShown = false;
    }
  }

  /** Log lines that come out between the others. */
  Handler logHandler() {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
          error(getFormatter().format(entry).stripTrailing());
        }
      }

      @Override
      public void flush() {
        // Every line is flushed as it is printed.
      }

      @Override
      public void close() {
        // The streams are the process's own.
      }
    };
  }
}
