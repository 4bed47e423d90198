package org.bellcrank.runtime.felix;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** {@code time level source message}, one line; the stack trace follows only in the file. */
final class OneLine extends Formatter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final boolean withTrace;

  OneLine(boolean withTrace) {
    this.withTrace = withTrace;
  }

  @Override
  public String format(LogRecord entry) {
    StringBuilder line = new StringBuilder();
    line.append(TIME.format(entry.getInstant())).append(' ');
    line.append(level(entry.getLevel())).append(' ');
    line.append(shortName(entry.getLoggerName())).append(": ").append(formatMessage(entry));
    Throwable thrown = entry.getThrown();
    for (Throwable t = onScreen(thrown); t != null; t = t.getCause()) {
      line.append(" <- ").append(t);
    }
    line.append(System.lineSeparator());
    if (thrown != null && withTrace) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      line.append(trace);
    }
    return line.toString();
  }

  /** The screen gets the causes in the line; the file gets the trace below it. */
  private Throwable onScreen(Throwable thrown) {
    return withTrace ? null : thrown;
  }

  private static String level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "WARN ";
    }
    return level.intValue() >= Level.INFO.intValue() ? "INFO " : "DEBUG";
  }

  private static String shortName(String logger) {
    return logger == null ? "-" : logger.replace("org.bellcrank.", "");
  }
}
