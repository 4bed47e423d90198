package org.bellcrank.itests.kura.wires;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.asset.AssetConfiguration;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValues;

/**
 * An asset of Kura over a driver whose channels count up from 1, a step each reading and each
 * second. A channel named {@code broken} always fails.
 */
final class SimulatedAsset implements NamedAsset {

  /** The {@code driver.pid} that asks for it. */
  static final String DRIVER = "simulated";

  private static final String KEY = "#+name";

  private final Map<String, Object> settings;
  private final Map<String, Channel> channels = new TreeMap<>();
  private final Map<String, Long> values = new ConcurrentHashMap<>();
  private final Map<ChannelListener, String> listeners = new ConcurrentHashMap<>();
  private final ScheduledExecutorService driver =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "simulated driver"));

  SimulatedAsset(Map<String, Object> settings) {
    this.settings = settings;
    Set<String> names = new TreeSet<>();
    settings.keySet().stream()
        .filter(key -> key.endsWith(KEY))
        .forEach(key -> names.add(key.substring(0, key.length() - KEY.length())));
    for (String name : names) {
      DataType type =
          DataType.getDataType(settings.getOrDefault(name + "#+value.type", "DOUBLE").toString());
      channels.put(name, new Channel(name, ChannelType.READ, type, settings));
    }
    driver.scheduleAtFixedRate(this::tell, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public String pid() {
    return settings.get("kura.service.pid").toString();
  }

  private void tell() {
    listeners.forEach(
        (listener, channel) -> listener.onChannelEvent(new ChannelEvent(record(channel))));
  }

  private ChannelRecord record(String name) {
    Channel channel = channels.get(name);
    ChannelRecord record = ChannelRecord.createReadRecord(name, channel.getValueType());
    record.setTimestamp(System.currentTimeMillis());
    if (name.equals("broken")) {
      record.setChannelStatus(
          new ChannelStatus(ChannelFlag.FAILURE, "no such register", new java.io.IOException()));
    } else {
      long value = values.merge(name, 1L, Long::sum);
      record.setValue(TypedValues.parseTypedValue(channel.getValueType(), "" + value));
      record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    }
    return record;
  }

  @Override
  public AssetConfiguration getAssetConfiguration() {
    return new AssetConfiguration(
        String.valueOf(settings.get("asset.desc")),
        String.valueOf(settings.get("driver.pid")),
        channels);
  }

  @Override
  public List<ChannelRecord> read(Set<String> names) {
    List<ChannelRecord> records = new ArrayList<>();
    names.forEach(name -> records.add(record(name)));
    return records;
  }

  @Override
  public List<ChannelRecord> readAllChannels() {
    return read(channels.keySet());
  }

  @Override
  public void registerChannelListener(String channel, ChannelListener listener) {
    listeners.put(listener, channel);
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void write(List<ChannelRecord> records) {
    records.forEach(
        record ->
            record.setChannelStatus(
                new ChannelStatus(ChannelFlag.FAILURE, "channels are read-only", null)));
  }

  @Override
  public void close() {
    driver.shutdownNow();
  }
}
