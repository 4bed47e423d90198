package org.bellcrank.reject.opcua;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread at a time for each instance: settings that change make a new component while a pulse
 * of the old one may be under way, and two of them must not write one node. Within one start of the
 * bundle; after an update of the bundle the new one does not know the threads of the old.
 */
final class Turns {

  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
  private static final Map<String, Thread> NEWEST = new ConcurrentHashMap<>();
  private static final long PATIENCE = 10_000;

  private Turns() {}

  /**
   * Takes the place behind the one of that name; each has its own.
   *
   * @return what the thread does first of all: it waits until the one before has ended
   */
  static Runnable take(String instance, Thread thread) {
    Thread before = NEWEST.put(instance, thread);
    return () -> {
      if (before != null) {
        ended(instance, before);
      }
    };
  }

  /** It ends now. */
  static void leave(String instance, Thread thread) {
    NEWEST.remove(instance, thread);
  }

  /** Also where it was closed meanwhile: the next one waits for it, and so for all before. */
  private static void ended(String instance, Thread before) {
    boolean interrupted = false;
    while (before.isAlive()) {
      try {
        before.join(PATIENCE);
        if (before.isAlive()) {
          LOG.error(
              "{}: nothing is rejected until what was begun before its settings changed has ended;"
                  + " the driver or the journal does not answer it",
              instance);
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
