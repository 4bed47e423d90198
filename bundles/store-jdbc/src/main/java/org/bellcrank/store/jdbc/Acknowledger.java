package org.bellcrank.store.jdbc;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.bellcrank.journal.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that tells those who wait, so that the writer goes on with the next group meanwhile.
 */
final class Acknowledger implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);

  private final BlockingQueue<Group> queue = new LinkedBlockingQueue<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  void add(List<WriteTask<?>> tasks, boolean appended) {
    queue.add(new Group(List.copyOf(tasks), appended));
  }

  /** Asks the thread to end once everything added before is told. */
  void end() {
    queue.add(new Group(List.of(), false));
  }

  Store.Registration listen(Runnable listener) {
    // A wrapper, so that the same listener may be registered twice and each closed alone.
    Runnable registered = listener::run;
    listeners.add(registered);
    return () -> listeners.remove(registered);
  }

  @Override
  public void run() {
    while (true) {
      Group group;
      try {
        group = queue.take();
      } catch (InterruptedException e) {
        LOG.warn("the store's acknowledger was interrupted; it goes on until the store is closed");
        continue;
      }
      if (group.tasks().isEmpty()) {
        return;
      }
      group.tasks().forEach(WriteTask::complete);
      if (group.appended()) {
        listeners.forEach(Acknowledger::call);
      }
    }
  }

  private static void call(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) { // a listener's fault must not keep others from their answer
      LOG.error("a listener of the journal failed; the others go on", e);
    }
  }

  private record Group(List<WriteTask<?>> tasks, boolean appended) {}
}
