package org.bellcrank.reject.opcua;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.driver.ChannelDescriptor;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.TypedValues;

/** A driver of a control with truth values, which notes each write. Safe for any thread. */
final class Control implements Driver {

  /** What a write does. */
  enum Answer {
    DONE,
    REFUSED,
    /** It is told as refused and done all the same. */
    REFUSED_AND_DONE,
    /** It is done, and the server answers that it does not know. */
    NOT_KNOWN,
    /** It is done and the answer is lost. */
    LOST,
    /** It is not done, and nobody answers. */
    NOBODY
  }

  final Map<String, Boolean> nodes = new ConcurrentHashMap<>();
  final List<String> writes = new CopyOnWriteArrayList<>();
  volatile Answer onTrue = Answer.DONE;
  volatile Answer onFalse = Answer.DONE;
  volatile boolean away;
  volatile Runnable onRead = () -> {};

  Control() {
    nodes.put(Line.PRESS, false);
    nodes.put(Line.SAW, false);
  }

  @Override
  public void read(List<ChannelRecord> records) throws ConnectionException {
    onRead.run();
    if (away) {
      throw new ConnectionException("no route to the control");
    }
    for (ChannelRecord record : records) {
      Boolean value = nodes.get(node(record));
      if (value == null) {
        record.setChannelStatus(
            new ChannelStatus(ChannelFlag.FAILURE, "Bad_NodeIdUnknown at " + node(record), null));
      } else {
        record.setValue(TypedValues.newBooleanValue(value));
        record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
      }
    }
  }

  @Override
  public void write(List<ChannelRecord> records) throws ConnectionException {
    for (ChannelRecord record : records) {
      boolean value = (Boolean) record.getValue().getValue();
      Answer answer = value ? onTrue : onFalse;
      if (away || answer == Answer.NOBODY) {
        throw new ConnectionException("nobody answers");
      }
      if (answer == Answer.REFUSED) {
        record.setChannelStatus(
            new ChannelStatus(ChannelFlag.FAILURE, "not in write.allowed", null));
        continue;
      }
      writes.add(node(record).replaceFirst(".*=", "") + " " + value);
      nodes.put(node(record), value);
      if (answer == Answer.REFUSED_AND_DONE || answer == Answer.NOT_KNOWN) {
        Exception why = answer == Answer.NOT_KNOWN ? new ConnectionException("Bad_Timeout") : null;
        record.setChannelStatus(new ChannelStatus(ChannelFlag.FAILURE, "Bad_Timeout", why));
        continue;
      }
      record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
      if (answer == Answer.LOST) {
        throw new ConnectionException("the answer was lost");
      }
    }
  }

  private static String node(ChannelRecord record) {
    return String.valueOf(record.getChannelConfig().get("node.id"));
  }

  @Override
  public void connect() {}

  @Override
  public void disconnect() {}

  @Override
  public ChannelDescriptor getChannelDescriptor() {
    return null;
  }

  @Override
  public PreparedRead prepareRead(List<ChannelRecord> records) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void registerChannelListener(Map<String, Object> channel, ChannelListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    throw new UnsupportedOperationException();
  }
}
