package org.bellcrank.source.kura;

import java.util.function.Consumer;
import org.bellcrank.asset.GapListener;
import org.bellcrank.asset.GapReport;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;

/** Hears one channel: an asset may know a listener by itself alone, so each channel has its own. */
final class Ear implements ChannelListener, GapListener {

  private final Consumer<ChannelRecord> records;
  private final Consumer<GapReport> gaps;

  Ear(Consumer<ChannelRecord> records, Consumer<GapReport> gaps) {
    this.records = records;
    this.gaps = gaps;
  }

  @Override
  public void onChannelEvent(ChannelEvent event) {
    records.accept(event.getChannelRecord());
  }

  @Override
  public void onGap(GapReport gap) {
    gaps.accept(gap);
  }
}
