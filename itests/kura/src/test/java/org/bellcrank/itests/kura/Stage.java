package org.bellcrank.itests.kura;

import java.nio.file.Files;
import java.nio.file.Path;

/** A gateway on which the story plays: the double, or a real one. */
interface Stage extends AutoCloseable {

  Gate gate();

  /** For what the story makes. */
  Path folder();

  /** Gives the components what the gateway profile's snapshot says. */
  void configure(Administrator admin) throws Exception;

  /** Waits for a line of the gateway's log that holds all words; where it cannot be read, skips. */
  void awaitLogged(String... words);

  /**
   * Waits until the gateway works on no package any more: whatever was uploaded is done once a
   * package that came after it is there.
   */
  default void settle(Administrator admin) throws Exception {
    PackageFile last =
        PackageFile.made(
            Files.createDirectories(folder()), "last-in-line", "1.0.0", PackageFile.NONE);
    admin.upload(last.file());
    admin.awaitUp(last.name(), last.version());
    admin.uninstall(last.name());
    admin.awaitGone(last.name());
  }

  /** Skips the test where no driver with simulated channels can be counted on. */
  void needsSimulatedChannels();

  /** Skips the test where no file can be laid down for the gateway to read, loudly. */
  void needsFilesOnTheGateway();

  /** Ends the framework and starts it again; skips the test where this cannot be done from here. */
  void restart() throws Exception;

  /** Waits until bundles of a package are down because it is being updated. */
  default void awaitStopping(Administrator admin, String name) {
    Wait.until(
        name + " in the middle of its update",
        Administrator.PATIENCE,
        () -> admin.bundles(name).values().stream().anyMatch(state -> !state.equals("ACTIVE")));
  }

  /** As a power cut does it, and starts again; skips where this cannot be done from here. */
  void cutPower() throws Exception;

  @Override
  void close();
}
