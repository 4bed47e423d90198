package org.bellcrank.fleet.mqtt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Site documents, brought by BELLCRANK-V1. Everything it asks may be asked twice. */
final class DocumentsChange implements Change {

  private static final long OK = 200;

  private final FleetLink link;
  private final GatewayLook look;
  private final byte[] zip;
  private final String target;
  private final Duration patience;
  private final Duration poll;
  private final Clock clock;

  /**
   * Prepares.
   *
   * @param target the version of the zip, as a gateway named it
   */
  DocumentsChange(FleetLink link, byte[] zip, String target, PackageChange.Pace pace) {
    this.link = link;
    this.look = new GatewayLook(link, pace.patience());
    this.zip = zip;
    this.target = target;
    this.patience = pace.patience();
    this.poll = pace.poll();
    this.clock = pace.clock();
  }

  @Override
  public Optional<String> current(String gateway) throws InterruptedException {
    return look.documents(gateway);
  }

  @Override
  public Optional<String> noWayBack(String before) {
    return before.isEmpty()
        ? Optional.of("no way back: no documents are in force there")
        : Optional.empty();
  }

  @Override
  public void bring(String gateway, long job, String version, Instant deadline)
      throws InterruptedException, ChangeFailedException {
    while (!look.documents(gateway).equals(Optional.of(version))) {
      boolean kept = !version.equals(target) || answered(gateway, put(zip, false));
      if (kept && answered(gateway, activate(version))) {
        continue;
      }
      if (clock.instant().isAfter(deadline)) {
        throw new ChangeFailedException("does not answer; documents " + version + " did not come");
      }
      TimeUnit.MILLISECONDS.sleep(poll.toMillis());
    }
  }

  private boolean answered(String gateway, FleetLink.Ask ask)
      throws InterruptedException, ChangeFailedException {
    Optional<KuraPayload> reply = link.ask(gateway, ask, patience);
    if (reply.isPresent() && GatewayLook.code(reply.get()) != OK) {
      throw new ChangeFailedException("refused: " + GatewayLook.refusal(reply.get()));
    }
    return reply.isPresent();
  }

  static FleetLink.Ask put(byte[] zip, boolean dry) {
    return new FleetLink.Ask(
        "BELLCRANK-V1", "PUT", "documents", KuraPayload.empty().with("dry.run", dry).withBody(zip));
  }

  static FleetLink.Ask activate(String version) {
    return new FleetLink.Ask(
        "BELLCRANK-V1", "EXEC", "activate", KuraPayload.empty().with("version", version));
  }

  @Override
  public Optional<String> trouble(String gateway, boolean told) throws InterruptedException {
    return look.trouble(gateway, Optional.empty(), Set.of(), told);
  }
}
