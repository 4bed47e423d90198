package org.bellcrank.source.kura;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.asset.AssetConfiguration;
import org.eclipse.kura.asset.AssetService;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;

/** An asset with a driver that tells values when a test says so. Safe for any thread. */
final class FakeAsset implements Asset, AssetService {

  private final String name;
  private final Map<String, ChannelListener> listeners = new ConcurrentHashMap<>();
  private final Map<String, TypedValue<?>> values = new ConcurrentHashMap<>();
  private volatile AssetConfiguration configuration;
  volatile boolean there = true;
  volatile boolean listenable = true;
  volatile boolean broken;
  final AtomicInteger looks = new AtomicInteger();
  final AtomicInteger registrations = new AtomicInteger();

  FakeAsset(String name, String... channels) {
    this.name = name;
    configure(channels);
  }

  /** New channels, as after an update of the asset; what listened before hears nothing more. */
  void configure(String... channels) {
    Map<String, Channel> made = new LinkedHashMap<>();
    for (String each : channels) {
      Channel channel = new Channel(each, ChannelType.READ, DataType.DOUBLE, Map.of());
      channel.setUnit("Cel");
      made.put(each, channel);
    }
    listeners.clear();
    configuration = new AssetConfiguration("", "driver", made);
  }

  boolean heard(String channel) {
    return listeners.containsKey(channel);
  }

  void tell(String channel, long at, TypedValue<?> value) {
    ChannelRecord record = ChannelRecord.createReadRecord(channel, value.getType(), "Cel");
    record.setValue(value);
    record.setTimestamp(at);
    record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    listeners.get(channel).onChannelEvent(new ChannelEvent(record));
  }

  void fail(String channel, long at, String why) {
    ChannelRecord record =
        ChannelRecord.createStatusRecord(
            channel, new ChannelStatus(ChannelFlag.FAILURE, why, null));
    record.setTimestamp(at);
    listeners.get(channel).onChannelEvent(new ChannelEvent(record));
  }

  void value(String channel, TypedValue<?> value) {
    values.put(channel, value);
  }

  @Override
  public AssetConfiguration getAssetConfiguration() {
    looks.incrementAndGet();
    return new AssetConfiguration("", "driver", configuration.getAssetChannels());
  }

  @Override
  public List<ChannelRecord> read(Set<String> names) throws KuraException {
    if (broken) {
      throw new KuraException(KuraErrorCode.CONNECTION_FAILED, "no route to the PLC");
    }
    List<ChannelRecord> records = new ArrayList<>();
    for (String each : names) {
      ChannelRecord record = ChannelRecord.createReadRecord(each, DataType.DOUBLE, "Cel");
      record.setValue(values.get(each));
      record.setTimestamp(1_700_000_000_000L);
      record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
      records.add(record);
    }
    return records;
  }

  @Override
  public List<ChannelRecord> readAllChannels() throws KuraException {
    return read(configuration.getAssetChannels().keySet());
  }

  @Override
  public void registerChannelListener(String channel, ChannelListener listener)
      throws KuraException {
    if (!listenable) {
      throw new KuraException(KuraErrorCode.OPERATION_NOT_SUPPORTED, "no events");
    }
    registrations.incrementAndGet();
    listeners.values().removeIf(each -> each == listener);
    listeners.put(channel, listener);
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    listeners.values().removeIf(each -> each == listener);
  }

  @Override
  public void write(List<ChannelRecord> records) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Asset getAsset(String pid) {
    return there && pid.equals(name) ? this : null;
  }

  @Override
  public String getAssetPid(Asset asset) {
    return name;
  }

  @Override
  public List<Asset> listAssets() {
    return List.of(this);
  }
}
