package org.bellcrank.source.kura;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.asset.UncertainValueException;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.driver.ChannelDescriptor;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;

/** A driver whose values a test sets, by the setting {@code address}. Safe for any thread. */
final class FakeDriver implements Driver {

  final Map<String, TypedValue<?>> values = new ConcurrentHashMap<>();
  final Map<String, ChannelListener> listeners = new ConcurrentHashMap<>();
  final Map<String, Map<String, Object>> heard = new ConcurrentHashMap<>();
  final AtomicInteger prepared = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final AtomicInteger executed = new AtomicInteger();
  volatile boolean broken;
  volatile boolean listenable = true;
  volatile CountDownLatch hangs = new CountDownLatch(0);
  volatile long at = 1_700_000_000_000L;

  @Override
  public void connect() {}

  @Override
  public void disconnect() {}

  @Override
  public ChannelDescriptor getChannelDescriptor() {
    return null;
  }

  @Override
  public void read(List<ChannelRecord> records) throws ConnectionException {
    executed.incrementAndGet();
    try {
      hangs.await();
    } catch (InterruptedException e) {
      throw new ConnectionException("interrupted", e);
    }
    if (broken) {
      throw new ConnectionException("no route to the PLC");
    }
    records.forEach(this::fill);
  }

  private void fill(ChannelRecord record) {
    Object address = record.getChannelConfig().get("address");
    TypedValue<?> value = values.get(String.valueOf(address));
    record.setTimestamp(at);
    if (value == null) {
      record.setChannelStatus(
          new ChannelStatus(ChannelFlag.FAILURE, "BadNodeIdUnknown at " + address, null));
    } else {
      record.setValue(value);
      record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    }
  }

  @Override
  public PreparedRead prepareRead(List<ChannelRecord> records) {
    prepared.incrementAndGet();
    return new PreparedRead() {
      @Override
      public List<ChannelRecord> execute() throws ConnectionException {
        read(records);
        return records;
      }

      @Override
      public List<ChannelRecord> getChannelRecords() {
        return records;
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  @Override
  public void registerChannelListener(Map<String, Object> channel, ChannelListener listener) {
    if (!listenable) {
      throw new UnsupportedOperationException("no events");
    }
    String name = String.valueOf(channel.get("+name"));
    heard.put(name, channel);
    listeners.put(name, listener);
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    listeners.values().removeIf(each -> each == listener);
  }

  @Override
  public void write(List<ChannelRecord> records) {
    throw new UnsupportedOperationException();
  }

  void tell(String point, double value) {
    ChannelRecord record = ChannelRecord.createReadRecord(point, DataType.DOUBLE);
    record.setValue(TypedValues.newDoubleValue(value));
    record.setTimestamp(at);
    record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    listeners.get(point).onChannelEvent(new ChannelEvent(record));
  }

  /** As a driver does whose source does not vouch for the value. */
  void doubt(String point, double value, String words) {
    ChannelRecord record = ChannelRecord.createReadRecord(point, DataType.DOUBLE);
    record.setValue(TypedValues.newDoubleValue(value));
    record.setTimestamp(at);
    record.setChannelStatus(
        new ChannelStatus(
            ChannelFlag.FAILURE, "channel: " + words, new UncertainValueException(words)));
    listeners.get(point).onChannelEvent(new ChannelEvent(record));
  }

  /** Tells a text. */
  void say(String point, String text) {
    ChannelRecord record = ChannelRecord.createReadRecord(point, DataType.STRING);
    record.setValue(TypedValues.newStringValue(text));
    record.setTimestamp(at);
    record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    listeners.get(point).onChannelEvent(new ChannelEvent(record));
  }

  /** Tells that a channel of texts has none. */
  void fail(String point, String words) {
    ChannelRecord record = ChannelRecord.createReadRecord(point, DataType.STRING);
    record.setTimestamp(at);
    record.setChannelStatus(new ChannelStatus(ChannelFlag.FAILURE, words, null));
    listeners.get(point).onChannelEvent(new ChannelEvent(record));
  }
}
