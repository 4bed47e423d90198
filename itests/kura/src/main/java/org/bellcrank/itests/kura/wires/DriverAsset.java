package org.bellcrank.itests.kura.wires;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.asset.AssetConfiguration;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.type.DataType;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/**
 * An asset over a real driver, found by the name that {@code driver.pid} gives. A channel's
 * settings reach the driver as texts, whatever the driver's descriptor says, as Kura hands them
 * over.
 */
final class DriverAsset implements NamedAsset {

  private final Map<String, Object> settings;
  private final Map<String, Channel> channels = new TreeMap<>();
  private final Map<ChannelListener, Driver> listeners = new ConcurrentHashMap<>();
  private final ServiceTracker<Driver, Driver> driver;

  DriverAsset(BundleContext context, Map<String, Object> settings) {
    this.settings = settings;
    Map<String, Map<String, Object>> each = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          int mark = key.indexOf('#');
          if (mark > 0) {
            each.computeIfAbsent(key.substring(0, mark), name -> new HashMap<>())
                .put(key.substring(mark + 1), String.valueOf(value));
          }
        });
    each.forEach(
        (name, own) ->
            channels.put(
                name,
                new Channel(
                    name,
                    ChannelType.getChannelType(String.valueOf(own.get("+type"))),
                    DataType.getDataType(String.valueOf(own.get("+value.type"))),
                    own)));
    try {
      driver =
          new ServiceTracker<>(
              context,
              FrameworkUtil.createFilter(
                  "(&(objectClass=%s)(kura.service.pid=%s))"
                      .formatted(Driver.class.getName(), settings.get("driver.pid"))),
              null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException("driver.pid " + settings.get("driver.pid"), e);
    }
    driver.open();
  }

  @Override
  public String pid() {
    return settings.get("kura.service.pid").toString();
  }

  private Driver driver() throws KuraException {
    Driver there = driver.getService();
    if (there == null) {
      throw new KuraException(
          KuraErrorCode.INTERNAL_ERROR, "no driver " + settings.get("driver.pid"));
    }
    return there;
  }

  @Override
  public AssetConfiguration getAssetConfiguration() {
    return new AssetConfiguration(
        String.valueOf(settings.get("asset.desc")),
        String.valueOf(settings.get("driver.pid")),
        channels);
  }

  @Override
  public List<ChannelRecord> read(Set<String> names) throws KuraException {
    List<ChannelRecord> records = new ArrayList<>();
    for (String name : names) {
      Channel channel = channels.get(name);
      ChannelRecord record = ChannelRecord.createReadRecord(name, channel.getValueType());
      record.setChannelConfig(channel.getConfiguration());
      records.add(record);
    }
    try {
      driver().read(records);
    } catch (Driver.ConnectionException e) {
      throw new KuraException(KuraErrorCode.CONNECTION_FAILED, e);
    }
    return records;
  }

  @Override
  public List<ChannelRecord> readAllChannels() throws KuraException {
    return read(channels.keySet());
  }

  @Override
  public void registerChannelListener(String channel, ChannelListener listener)
      throws KuraException {
    Driver there = driver();
    try {
      there.registerChannelListener(channels.get(channel).getConfiguration(), listener);
    } catch (Driver.ConnectionException e) {
      throw new KuraException(KuraErrorCode.CONNECTION_FAILED, e);
    }
    listeners.put(listener, there);
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) throws KuraException {
    Driver heard = listeners.remove(listener);
    if (heard != null) {
      try {
        heard.unregisterChannelListener(listener);
      } catch (Driver.ConnectionException e) {
        throw new KuraException(KuraErrorCode.CONNECTION_FAILED, e);
      }
    }
  }

  @Override
  public void write(List<ChannelRecord> records) throws KuraException {
    for (ChannelRecord record : records) {
      record.setChannelConfig(channels.get(record.getChannelName()).getConfiguration());
    }
    try {
      driver().write(records);
    } catch (Driver.ConnectionException e) {
      throw new KuraException(KuraErrorCode.CONNECTION_FAILED, e);
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
