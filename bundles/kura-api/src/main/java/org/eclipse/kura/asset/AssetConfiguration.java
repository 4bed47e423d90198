package org.eclipse.kura.asset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.kura.channel.Channel;
import org.osgi.annotation.versioning.ProviderType;

/** The channels of an asset and the driver below them. */
@ProviderType
public class AssetConfiguration {
  private String description;
  private final String driverPid;
  private final Map<String, Channel> channels;

  public AssetConfiguration(String description, String driverPid, Map<String, Channel> channels) {
    this.description = description;
    this.driverPid = Objects.requireNonNull(driverPid, "driverPid");
    this.channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
  }

  public Map<String, Channel> getAssetChannels() {
    return channels;
  }

  public String getAssetDescription() {
    return description;
  }

  public String getDriverPid() {
    return driverPid;
  }

  public void setAssetDescription(String value) {
    description = value;
  }
}
