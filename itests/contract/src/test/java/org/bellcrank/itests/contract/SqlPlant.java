package org.bellcrank.itests.contract;

import java.net.URI;
import java.time.Duration;
import org.bellcrank.itests.doubles.SqlDouble;

/** A plant whose CMMS is reached by its database. */
abstract class SqlPlant implements Plant {

  private final SqlDouble cmms;

  SqlPlant(SqlDouble cmms) {
    this.cmms = cmms;
  }

  @Override
  public SqlDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return cmms.credential();
  }

  @Override
  public String priority(int ours) {
    return String.valueOf(ours);
  }

  @Override
  public String stranger() {
    return "password authentication failed";
  }

  @Override
  public void endSessions() {
    cmms.endSessions();
  }

  /** The server is asked to stop first, and only five seconds later nobody waits any more. */
  @Override
  public Duration longerThanPatience() {
    return Duration.ofSeconds(8);
  }

  @Override
  public int biggestFile() {
    return 2 << 20;
  }
}
