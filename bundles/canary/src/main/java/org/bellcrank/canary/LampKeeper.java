package org.bellcrank.canary;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.delivery.AssetReader;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.Rehearsal;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.CertificateTerms;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.SourceClocks;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.observation.Traffic;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.register.RegisterDesk;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.stream.StreamWatch;
import org.bellcrank.vision.Cameras;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the lamps burning, on a thread of its own; what it tries may come and go. */
@Component(service = Lamps.class, immediate = true)
public final class LampKeeper implements Lamps {

  private static final Logger LOG = LoggerFactory.getLogger(LampKeeper.class);
  private static final long TURN_MILLIS = 500;
  private static final Duration NO_JUMP = Duration.ofSeconds(5);

  private final Parts parts = new Parts();
  private final Clock clock;
  private final Supplier<Canaries> anew;
  private final ScheduledExecutorService thread;
  private final ExecutorService asking;
  private volatile Canaries canaries;
  private Instant latest;
  private String stumbled = "";

  /** Starts to keep them. */
  @Activate
  public LampKeeper(
      @Reference Store store,
      @Reference Clock clock,
      @Reference ObservationIntake intake,
      @Reference ActiveSite active) {
    asking =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "bellcrank-lamp-database");
              made.setDaemon(true);
              return made;
            });
    this.clock = clock;
    latest = clock.instant();
    anew = () -> new Canaries(store, clock, intake, active, parts, asking);
    canaries = anew.get();
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "bellcrank-lamps");
              made.setDaemon(true);
              return made;
            });
    thread.scheduleWithFixedDelay(this::turn, TURN_MILLIS, TURN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void turn() {
    try {
      follow(clock.instant());
      canaries.turn();
      stumbled = "";
    } catch (VirtualMachineError end) {
      throw end;
    } catch (Throwable e) { // the outermost: lamps must not stand still
      if (!stumbled.equals(e.toString())) {
        LOG.error("The lamps stumbled; they are looked at again twice a second", e);
      }
      stumbled = e.toString();
    }
  }

  /**
   * All that lamps wait for is a time of the clock. Where it was set back they begin as after a
   * start: otherwise they would show what was, for as long as it was set back.
   */
  private void follow(Instant now) {
    if (now.isBefore(latest.minus(NO_JUMP))) {
      LOG.warn("The clock was set back from {} to {}; the lamps begin anew", latest, now);
      canaries = anew.get();
    }
    latest = now;
  }

  /** Stops at once; a canary under way is decided by the pipeline and forgotten here. */
  @Deactivate
  public void stop() {
    thread.shutdownNow();
    asking.shutdownNow();
  }

  @Override
  public List<Lamp> all() {
    return canaries.all();
  }

  @Override
  public List<Run> run(Optional<String> instance, String who) {
    return canaries.run(instance, who);
  }

  @Override
  public Optional<Run> find(String canary) {
    return canaries.find(canary);
  }

  /** What decides. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setPipeline(Pipeline there) {
    parts.pipeline = there;
  }

  /** It went. */
  public synchronized void unsetPipeline(Pipeline gone) {
    parts.pipeline = parts.pipeline == gone ? null : parts.pipeline;
  }

  /** What reads what became of orders. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setClosures(ClosureDesk there) {
    parts.closures = there;
  }

  /** It went. */
  public synchronized void unsetClosures(ClosureDesk gone) {
    parts.closures = parts.closures == gone ? null : parts.closures;
  }

  /** What reads registers of assets. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setRegisters(RegisterDesk there) {
    parts.registers = there;
  }

  /** It went. */
  public synchronized void unsetRegisters(RegisterDesk gone) {
    parts.registers = parts.registers == gone ? null : parts.registers;
  }

  /** What knows how often each register is read. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setAssetReader(AssetReader there) {
    parts.assets = there;
  }

  /** It went. */
  public synchronized void unsetAssetReader(AssetReader gone) {
    parts.assets = parts.assets == gone ? null : parts.assets;
  }

  /** What delivers. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setRehearsal(Rehearsal there) {
    parts.rehearsal = there;
  }

  /** It went. */
  public synchronized void unsetRehearsal(Rehearsal gone) {
    parts.rehearsal = parts.rehearsal == gone ? null : parts.rehearsal;
  }

  /** How queues are. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setDeliveryBook(DeliveryBook there) {
    parts.deliveries = there;
  }

  /** It went. */
  public synchronized void unsetDeliveryBook(DeliveryBook gone) {
    parts.deliveries = parts.deliveries == gone ? null : parts.deliveries;
  }

  /** What loads connectors' folders. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setConnectors(Connectors there) {
    parts.connectors = there;
  }

  /** It went. */
  public synchronized void unsetConnectors(Connectors gone) {
    parts.connectors = parts.connectors == gone ? null : parts.connectors;
  }

  /** What looks. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setCameras(Cameras there) {
    parts.cameras = there;
  }

  /** They went. */
  public synchronized void unsetCameras(Cameras gone) {
    parts.cameras = parts.cameras == gone ? null : parts.cameras;
  }

  /** What counts what comes. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setTraffic(Traffic there) {
    parts.traffic = there;
  }

  /** It went. */
  public synchronized void unsetTraffic(Traffic gone) {
    parts.traffic = parts.traffic == gone ? null : parts.traffic;
  }

  /** Whose clock contradicts the gateway's. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setSourceClocks(SourceClocks there) {
    parts.clocks = there;
  }

  /** They went. */
  public synchronized void unsetSourceClocks(SourceClocks gone) {
    parts.clocks = parts.clocks == gone ? null : parts.clocks;
  }

  /** What takes samples of points. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void setStreams(StreamWatch there) {
    parts.streams = there;
  }

  /** It went. */
  public synchronized void unsetStreams(StreamWatch gone) {
    parts.streams = parts.streams == gone ? null : parts.streams;
  }

  /** Who knows when a certificate ends. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addCertificates(CertificateTerms there) {
    parts.certificates.add(there);
  }

  /** It went. */
  public void removeCertificates(CertificateTerms gone) {
    parts.certificates.remove(gone);
  }

  /** A source that is no camera. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addSource(SourceLife there) {
    parts.sources.add(there);
  }

  /** It went. */
  public void removeSource(SourceLife gone) {
    parts.sources.remove(gone);
  }
}
