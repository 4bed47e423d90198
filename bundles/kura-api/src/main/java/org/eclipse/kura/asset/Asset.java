package org.eclipse.kura.asset;

import java.util.List;
import java.util.Set;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.osgi.annotation.versioning.ProviderType;

/** A named group of channels over one driver. */
@ProviderType
public interface Asset {
  AssetConfiguration getAssetConfiguration();

  List<ChannelRecord> read(Set<String> channelNames) throws KuraException;

  List<ChannelRecord> readAllChannels() throws KuraException;

  void registerChannelListener(String channelName, ChannelListener listener) throws KuraException;

  void unregisterChannelListener(ChannelListener listener) throws KuraException;

  void write(List<ChannelRecord> records) throws KuraException;
}
