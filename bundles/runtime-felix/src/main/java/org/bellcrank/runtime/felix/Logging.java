package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.LoggerFactory;

/** Everything that is logged: all of it in a file, what a person must see on the screen. */
final class Logging {

  private static final int FILE_BYTES = 10 * 1024 * 1024;
  private static final int FILES = 3;

  /** Its warnings go to the file only: what it could not start stands in the start report. */
  private static final String DEPLOYMENT_ADMIN = "org.apache.felix.deploymentadmin";

  /** What is down is no news to a word that needs a part only. */
  private static final String HEALTH = "org.bellcrank.health.";

  private Logging() {}

  /**
   * Sends log lines to {@code <folder>/bellcrank.0.log} and, from a level on, to the screen.
   *
   * @param onScreen the least level shown
   * @param complete whether every component is meant to come up, so that those that are down show
   */
  static void start(Path folder, Screen screen, Level onScreen, boolean complete)
      throws StartException {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler shown = screen.logHandler();
    shown.setFormatter(new OneLine(false));
    shown.setLevel(onScreen);
    if (!complete) {
      shown.setFilter(entry -> !String.valueOf(entry.getLoggerName()).startsWith(HEALTH));
    }
    root.addHandler(shown);
    try {
      Files.createDirectories(folder);
      Handler file = new FileHandler(folder + "/bellcrank.%g.log", FILE_BYTES, FILES, true);
      file.setFormatter(new OneLine(true));
      file.setLevel(Level.INFO);
      root.addHandler(file);
    } catch (IOException e) {
      throw StartException.notStarted("no log can be written to " + folder, e);
    }
    root.setLevel(Level.INFO);
  }

  /** Brings warnings and errors of the framework's own log service into the same place. */
  static ServiceTracker<LogReaderService, LogReaderService> forward(BundleContext context) {
    ServiceTracker<LogReaderService, LogReaderService> readers =
        new ServiceTracker<>(context, LogReaderService.class, null) {
          @Override
          public LogReaderService addingService(
              org.osgi.framework.ServiceReference<LogReaderService> reference) {
            LogReaderService reader = super.addingService(reference);
            reader.addLogListener(Logging::log);
            return reader;
          }
        };
    readers.open();
    return readers;
  }

  private static void log(LogEntry entry) {
    String bundle = entry.getBundle().getSymbolicName();
    var logger = LoggerFactory.getLogger(bundle);
    if (bundle.equals(DEPLOYMENT_ADMIN)) {
      if (entry.getLogLevel().compareTo(LogLevel.WARN) <= 0) {
        logger.info(entry.getMessage(), entry.getException());
      }
    } else if (entry.getLogLevel() == LogLevel.ERROR) {
      logger.error(entry.getMessage(), entry.getException());
    } else if (entry.getLogLevel() == LogLevel.WARN) {
      logger.warn(entry.getMessage(), entry.getException());
    }
  }
}
