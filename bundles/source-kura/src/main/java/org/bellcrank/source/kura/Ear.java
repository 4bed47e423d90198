package org.bellcrank.source.kura;

import java.util.function.Consumer;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;

/** Hears one channel: an asset may know a listener by itself alone, so each channel has its own. */
final class Ear implements ChannelListener {

  private final Consumer<ChannelRecord> records;

  Ear(Consumer<ChannelRecord> records) {
    this.records = records;
  }

  @Override
  public void onChannelEvent(ChannelEvent event) {
    records.accept(event.getChannelRecord());
  }
}
