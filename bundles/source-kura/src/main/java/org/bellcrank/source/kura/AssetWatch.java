package org.bellcrank.source.kura;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.KuraRuntimeException;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.asset.AssetConfiguration;
import org.eclipse.kura.asset.AssetService;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to an asset and reads it at an interval. The asset may come later, go and come back, or
 * be configured anew: every few seconds it is looked up again and listened to again where it
 * changed. All of it runs on one thread of its own.
 */
final class AssetWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AssetWatch.class);
  private static final long LOOK_MILLISECONDS = 2_000;

  private final String name;
  private final AssetService assets;
  private final Plan plan;
  private final Consumer<ChannelRecord> records;
  private final ScheduledExecutorService thread;
  private final List<ChannelListener> listeners = new ArrayList<>();
  private final Set<String> unheard = new HashSet<>();
  private Asset asset;
  private Map<String, List<Object>> channels = Map.of();
  private Set<String> wanted = Set.of();
  private String trouble = "";

  /**
   * What is wanted.
   *
   * @param asset name of the asset
   * @param channels names of channels; empty: all that can be read
   * @param listen whether the driver's events are taken
   * @param poll milliseconds between two readings; 0: none
   */
  record Plan(String asset, List<String> channels, boolean listen, int poll) {}

  AssetWatch(String name, AssetService assets, Plan plan, Consumer<ChannelRecord> records) {
    this.name = name;
    this.assets = assets;
    this.plan = plan;
    this.records = records;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "bellcrank-source-kura-watch-" + name);
              made.setDaemon(true);
              return made;
            });
  }

  void start() {
    thread.scheduleWithFixedDelay(
        () -> guarded(this::look), 0, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
    if (plan.poll() > 0) {
      thread.scheduleAtFixedRate(
          () -> guarded(this::read), plan.poll(), plan.poll(), TimeUnit.MILLISECONDS);
    }
  }

  /** A driver of any maker is called here: what it throws must not end the watch. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      tell("asset %s failed: %s".formatted(plan.asset(), e));
    }
  }

  private void look() {
    Asset there = assets.getAsset(plan.asset());
    if (there == null) {
      tell("no asset is named " + plan.asset());
      if (asset != null) {
        lost("asset " + plan.asset() + " is gone", null);
      }
      listeners.clear();
      asset = null;
      return;
    }
    AssetConfiguration now = there.getAssetConfiguration();
    if (now == null) {
      tell("asset " + plan.asset() + " has no channels yet");
      return;
    }
    Map<String, List<Object>> channelsNow = settings(now);
    if (there != asset || !channelsNow.equals(channels)) {
      leave();
      asset = there;
      channels = channelsNow;
      unheard.clear();
      wanted = wanted(now);
      unheard.addAll(plan.listen() ? wanted : Set.of());
    }
    if (!unheard.isEmpty()) {
      listen();
    } else if (!trouble.isEmpty()) {
      LOG.info("{}: asset {} is there", name, plan.asset());
      trouble = "";
    }
  }

  /** What a driver is given of each channel; it is to be told again where that changed. */
  private static Map<String, List<Object>> settings(AssetConfiguration configuration) {
    Map<String, List<Object>> settings = new HashMap<>();
    configuration
        .getAssetChannels()
        .forEach(
            (channel, its) ->
                settings.put(
                    channel,
                    List.of(
                        its.isEnabled(),
                        its.getType(),
                        its.getValueType(),
                        its.getConfiguration())));
    return settings;
  }

  private void listen() {
    String refusal = "";
    for (String channel : List.copyOf(unheard)) {
      try {
        ChannelListener ear = new Ear(records, none -> {}); // an asset tells no gaps
        asset.registerChannelListener(channel, ear);
        listeners.add(ear);
        unheard.remove(channel);
      } catch (KuraException | KuraRuntimeException | UnsupportedOperationException e) {
        refusal = "%s: %s".formatted(channel, e.getMessage());
      }
    }
    if (!unheard.isEmpty()) {
      tell(
          "asset %s lets %d channels not be listened to (%s)%s"
              .formatted(
                  plan.asset(),
                  unheard.size(),
                  refusal,
                  plan.poll() > 0 ? "; they are read at the interval" : "; set poll.interval"));
    }
  }

  /** The channels that are wanted and can be read; what is wanted and missing is told. */
  private Set<String> wanted(AssetConfiguration configuration) {
    Set<String> readable = new TreeSet<>();
    for (Channel channel : configuration.getAssetChannels().values()) {
      if (channel.isEnabled() && channel.getType() != ChannelType.WRITE) {
        readable.add(channel.getName());
      }
    }
    if (plan.channels().isEmpty()) {
      return readable;
    }
    Set<String> missing = new TreeSet<>(plan.channels());
    missing.removeAll(readable);
    if (!missing.isEmpty()) {
      LOG.error(
          "{} channels: given {}; allowed: enabled channels of asset {} that can be read, which are"
              + " {}; the others are taken",
          name,
          missing,
          plan.asset(),
          readable);
    }
    readable.retainAll(plan.channels());
    return readable;
  }

  private void read() {
    if (asset == null) {
      return;
    }
    try {
      for (ChannelRecord record : asset.read(wanted)) {
        records.accept(record);
      }
    } catch (KuraException | KuraRuntimeException e) {
      String why = "asset %s cannot be read: %s".formatted(plan.asset(), e.getMessage());
      tell(why);
      lost(why, e);
    }
  }

  /** A channel behind a device that is gone says so, as if each of them had failed. */
  private void lost(String why, Exception cause) {
    for (String channel : wanted) {
      records.accept(
          ChannelRecord.createStatusRecord(
              channel, new ChannelStatus(ChannelFlag.FAILURE, why, cause)));
    }
  }

  /** One line when the trouble is a new one. */
  private void tell(String words) {
    if (!words.equals(trouble)) {
      trouble = words;
      LOG.warn("{}: {}; looking again every {} ms", name, words, LOOK_MILLISECONDS);
    }
  }

  private void leave() {
    for (ChannelListener ear : listeners) {
      try {
        asset.unregisterChannelListener(ear);
      } catch (KuraException | RuntimeException e) {
        LOG.debug("{}: asset {} was gone already", name, plan.asset(), e);
      }
    }
    listeners.clear();
  }

  /** Returns at once; a read in progress ends by itself. */
  @Override
  public void close() {
    thread.execute(this::leave);
    thread.shutdown();
  }
}
