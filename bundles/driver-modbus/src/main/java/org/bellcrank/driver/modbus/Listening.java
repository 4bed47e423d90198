package org.bellcrank.driver.modbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bellcrank.driver.modbus.channel.ListenedChannel;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Modbus has no events: channels that are listened to are read at an interval, all together, and
 * whoever listens hears of each that changed its value or its state. One thread, as long as
 * somebody listens.
 */
final class Listening implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private final String whose;
  private final int everyMillis;
  private final Consumer<List<ChannelRecord>> read;
  private final List<Heard> heard = new ArrayList<>();
  private ScheduledExecutorService thread;

  /**
   * Nobody listens yet.
   *
   * @param read fills records; failures stand in them
   */
  Listening(String whose, int everyMillis, Consumer<List<ChannelRecord>> read) {
    this.whose = whose;
    this.everyMillis = everyMillis;
    this.read = read;
  }

  /**
   * Somebody listens to a channel, described as in an asset.
   *
   * @throws IllegalArgumentException when the channel names no type of value; nobody else is
   *     disturbed
   */
  synchronized void add(Map<String, Object> channel, ChannelListener listener) {
    heard.add(new Heard(new ListenedChannel("Modbus driver " + whose, channel, listener)));
    if (thread == null) {
      thread =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread made = new Thread(task, "bellcrank-modbus-" + whose);
                made.setDaemon(true);
                return made;
              });
      thread.scheduleWithFixedDelay(this::round, 0, everyMillis, TimeUnit.MILLISECONDS);
    }
  }

  /** A listener hears nothing any more, of no channel. */
  synchronized void remove(ChannelListener listener) {
    heard.removeIf(each -> each.channel.isOf(listener));
    if (heard.isEmpty()) {
      close();
    }
  }

  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  private synchronized List<Heard> all() {
    return List.copyOf(heard);
  }

  private void round() {
    try {
      List<Heard> now = all();
      List<ChannelRecord> records = now.stream().map(each -> each.channel.record()).toList();
      read.accept(records);
      for (int i = 0; i < now.size(); i++) {
        now.get(i).tell(records.get(i));
      }
    } catch (RuntimeException e) {
      // A listener of any maker is called here: what it throws must not end the thread.
      LOG.error(
          "Modbus driver {}: a listener failed; the others are told with the next round", whose, e);
    }
  }

  /** A channel that somebody listens to. */
  private static final class Heard {

    private final ListenedChannel channel;
    private Object last = new Object();

    Heard(ListenedChannel channel) {
      this.channel = channel;
    }

    void tell(ChannelRecord record) {
      ChannelStatus status = record.getChannelStatus();
      Object now =
          status.getChannelFlag() == ChannelFlag.SUCCESS
              ? record.getValue().getValue()
              : status.getExceptionMessage();
      if (!Objects.deepEquals(now, last)) {
        last = now;
        channel.tell(record);
      }
    }
  }
}
