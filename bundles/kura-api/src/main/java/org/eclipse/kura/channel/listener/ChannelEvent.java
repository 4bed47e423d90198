package org.eclipse.kura.channel.listener;

import java.util.Objects;
import org.eclipse.kura.channel.ChannelRecord;
import org.osgi.annotation.versioning.ProviderType;

/** A channel changed. */
@ProviderType
public class ChannelEvent {
  private final ChannelRecord channelRecord;

  public ChannelEvent(ChannelRecord channelRecord) {
    this.channelRecord = Objects.requireNonNull(channelRecord, "channelRecord");
  }

  public ChannelRecord getChannelRecord() {
    return channelRecord;
  }
}
