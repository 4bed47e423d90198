package org.bellcrank.fleet.mqtt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.fleet.DeploymentPackage;

/** A deployment package, brought by DEPLOY-V2 from an HTTP source. */
final class PackageChange implements Change {

  private static final long OK = 200;
  private static final String STATUS = "dp.download.status";

  private final FleetLink link;
  private final GatewayLook look;
  private final PackageSource source;
  private final DeploymentPackage target;
  private final Map<String, DeploymentPackage> before;
  private final JobBoard jobs;
  private final Duration patience;
  private final Duration poll;
  private final Clock clock;

  /** How long a gateway is waited for, and how often it is asked. */
  record Pace(Duration patience, Duration poll, Clock clock) {}

  /**
   * Prepares.
   *
   * @param before packages for the way back, by version
   */
  PackageChange(
      FleetLink link,
      PackageSource source,
      DeploymentPackage target,
      Map<String, DeploymentPackage> before,
      Pace pace) {
    this.link = link;
    this.look = new GatewayLook(link, pace.patience());
    this.source = source;
    this.target = target;
    this.before = before;
    this.jobs = new JobBoard(link);
    this.patience = pace.patience();
    this.poll = pace.poll();
    this.clock = pace.clock();
  }

  @Override
  public Optional<String> current(String gateway) throws InterruptedException {
    return look.packages(gateway)
        .map(
            packages -> {
              GatewayLook.Installed there = packages.get(target.name());
              return there == null ? "" : there.version();
            });
  }

  @Override
  public Optional<String> noWayBack(String version) {
    boolean known =
        version.isEmpty() || version.equals(target.version()) || before.containsKey(version);
    return known
        ? Optional.empty()
        : Optional.of(
            "no way back: %s %s is not among the packages of 'before'"
                .formatted(target.name(), version));
  }

  @Override
  public void bring(String gateway, long job, String version, Instant deadline)
      throws InterruptedException, ChangeFailedException {
    boolean sent = false;
    while (true) {
      // First whether it is busy, then what it has: what ends between the two is not ordered again.
      boolean idle = sent || idle(gateway);
      boolean done = jobs.done(gateway, job);
      Optional<String> now = current(gateway);
      if (now.isPresent() && now.get().equals(version)) {
        return;
      }
      if (done && now.isPresent()) {
        throw new ChangeFailedException(
            "%s %s was installed and did not stay: the gateway has %s"
                .formatted(target.name(), version, now.get().isEmpty() ? "none of it" : now.get()));
      }
      Optional<String> failure = jobs.failure(gateway, job);
      if (failure.isPresent()) {
        throw new ChangeFailedException(failure.get());
      }
      if (clock.instant().isAfter(deadline)) {
        throw new ChangeFailedException(
            "%s %s did not come in time; last heard: %s"
                .formatted(target.name(), version, jobs.words(gateway, job)));
      }
      if (!sent && idle && now.isPresent()) {
        sent = order(gateway, job, version);
      }
      jobs.await(gateway, job, poll);
    }
  }

  private boolean idle(String gateway) throws InterruptedException {
    Optional<KuraPayload> reply =
        link.ask(gateway, FleetLink.Ask.get("DEPLOY-V2", "download"), patience);
    return reply.isPresent() && !reply.get().text(STATUS).orElse("").equals("IN_PROGRESS");
  }

  /** False when it is not known whether the order arrived, or another one is under way. */
  private boolean order(String gateway, long job, String version)
      throws InterruptedException, ChangeFailedException {
    FleetLink.Ask order = version.isEmpty() ? removal(job) : download(job, version);
    Optional<KuraPayload> reply = link.ask(gateway, order, patience);
    if (reply.isEmpty()) {
      return false;
    }
    if (GatewayLook.code(reply.get()) == OK) {
      return true;
    }
    if (reply.get().text(STATUS).orElse("").equals("IN_PROGRESS")) {
      return false;
    }
    throw new ChangeFailedException("refused: " + GatewayLook.refusal(reply.get()));
  }

  private FleetLink.Ask removal(long job) {
    return new FleetLink.Ask(
        "DEPLOY-V2",
        "EXEC",
        "uninstall",
        KuraPayload.empty()
            .with("dp.name", target.name())
            .with("job.id", job)
            .with("dp.reboot", false));
  }

  private FleetLink.Ask download(long job, String version) {
    DeploymentPackage dp = version.equals(target.version()) ? target : before.get(version);
    return new FleetLink.Ask(
        "DEPLOY-V2",
        "EXEC",
        "download",
        KuraPayload.empty()
            .with("dp.uri", source.uri(dp))
            .with("dp.name", dp.name())
            .with("dp.version", dp.version())
            .with("dp.download.protocol", "HTTP")
            .with("dp.download.hash", "SHA1:" + dp.sha1())
            .with("dp.download.force", true)
            .with("dp.install", true)
            .with("dp.install.system.update", false)
            .with("dp.reboot", false)
            .with("job.id", job));
  }

  @Override
  public Optional<String> trouble(String gateway, boolean told) throws InterruptedException {
    Set<String> fragments = new HashSet<>(target.fragments());
    before.values().forEach(each -> fragments.addAll(each.fragments()));
    return look.trouble(gateway, Optional.of(target.name()), fragments, told);
  }

  @Override
  public String progress(String gateway) {
    return jobs.progress(gateway);
  }
}
