package org.bellcrank.fleet.kura;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets how much our own loggers say, until the gateway starts again: through Log4j, which Kura logs
 * with, or the logging of the JDK, which the stand-alone runtime does.
 */
final class LogLevels {

  static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

  private static final Map<String, Level> OF_THE_JDK =
      Map.of(
          "ERROR", Level.SEVERE,
          "WARN", Level.WARNING,
          "INFO", Level.INFO,
          "DEBUG", Level.FINE,
          "TRACE", Level.FINEST);

  /** The JDK forgets a level when nobody holds the logger. */
  private final Map<String, Logger> held = new java.util.concurrent.ConcurrentHashMap<>();

  /**
   * Sets a level.
   *
   * @return what logs here
   */
  String set(String logger, String level) throws RefusedRequestException {
    if (!logger.matches("org\\.bellcrank(\\.[A-Za-z0-9_]+)*")) {
      throw RefusedRequestException.bad(
          "metric logger: given '%s'; allowed: org.bellcrank and what begins with org.bellcrank."
              .formatted(logger));
    }
    if (!LEVELS.contains(level)) {
      throw RefusedRequestException.bad(
          "metric level: given '%s'; allowed: %s".formatted(level, String.join(", ", LEVELS)));
    }
    String means = LoggerFactory.getILoggerFactory().getClass().getName();
    if (means.startsWith("org.apache.logging.")) {
      return log4j(logger, level);
    }
    if (means.contains("JDK14") || means.startsWith("org.slf4j.jul")) {
      held.computeIfAbsent(logger, Logger::getLogger).setLevel(OF_THE_JDK.get(level));
      return "java.util.logging";
    }
    throw RefusedRequestException.missing(
        "loglevel: this gateway logs through %s, whose levels cannot be set from here; allowed:"
                .formatted(means)
            + " Log4j 2, java.util.logging");
  }

  /** By name only, since not every gateway has these classes. */
  private static String log4j(String logger, String level) throws RefusedRequestException {
    try {
      Class<?> levels = Class.forName("org.apache.logging.log4j.Level");
      Class.forName("org.apache.logging.log4j.core.config.Configurator")
          .getMethod("setLevel", String.class, levels)
          .invoke(null, logger, levels.getMethod("valueOf", String.class).invoke(null, level));
      return "Log4j";
    } catch (ReflectiveOperationException | NoClassDefFoundError e) {
      Throwable why = e instanceof InvocationTargetException told ? told.getCause() : e;
      throw RefusedRequestException.missing(
          "loglevel: the core of Log4j cannot be reached from here (%s); allowed: set it in the"
                  .formatted(why)
              + " gateway's log4j.xml");
    }
  }
}
