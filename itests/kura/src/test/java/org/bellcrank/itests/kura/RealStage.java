package org.bellcrank.itests.kura;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The gateway that the command line names. What cannot be done from outside is skipped, loudly. */
final class RealStage implements Stage {

  private final Gate gate = Gate.given();

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public Path folder() {
    return Path.of(System.getProperty("project.root"), "itests/kura/target/stages/real");
  }

  @Override
  public void configure(Administrator admin) throws IOException {
    Profile.apply(admin, gate.intake().getPort());
  }

  @Override
  public void awaitLogged(String... words) {
    System.err.println("NOT CHECKED on a real gateway: its log holds " + String.join(" ", words));
  }

  @Override
  public void needsSimulatedChannels() {
    skip("an asset needs one of the gateway's own drivers and");
  }

  @Override
  public void needsFilesOnTheGateway() {
    skip("a keystore file on the gateway");
  }

  @Override
  public void restart() {
    skip("a restart of the gateway");
  }

  @Override
  public void cutPower() {
    skip("a power cut of the gateway");
  }

  private static void skip(String what) {
    System.err.println("SKIPPED on a real gateway: " + what + " cannot be done from here");
    Assumptions.abort(what);
  }

  @Override
  public void close() {
    // It goes on.
  }
}
