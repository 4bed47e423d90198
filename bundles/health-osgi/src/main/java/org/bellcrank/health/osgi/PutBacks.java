package org.bellcrank.health.osgi;

import java.time.Clock;
import org.bellcrank.health.PackageReturn;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has earlier packages put back where the gateway keeps them, and says so in the log and, while
 * there is a store, in the journal. Safe for any thread.
 */
final class PutBacks {

  /** Kind of the entries; their subject is the package. */
  static final String KIND = "package.returned";

  private static final Logger LOG = LoggerFactory.getLogger(PutBacks.class);

  private final Clock clock;
  private PackageReturn back;
  private Store store;

  PutBacks(Clock clock) {
    this.clock = clock;
  }

  synchronized void set(PackageReturn there) {
    back = there;
  }

  synchronized void unset(PackageReturn gone) {
    back = back == gone ? null : back;
  }

  synchronized void set(Store there) {
    store = there;
  }

  synchronized void unset(Store gone) {
    store = store == gone ? null : store;
  }

  void putBack(GoodPackages.Version earlier) {
    PackageReturn there;
    synchronized (this) {
      there = back;
    }
    if (there != null && there.putBack(earlier.name(), earlier.version())) {
      LOG.warn("{} broke; {} is put back", earlier.name(), earlier.version());
      note(earlier);
    } else {
      LOG.error(
          "{} broke, and no file of its version {} is there to put back; install it by hand",
          earlier.name(),
          earlier.version());
    }
  }

  /** Without waiting: the package that broke may be the one with the store. */
  private void note(GoodPackages.Version earlier) {
    Store there;
    synchronized (this) {
      there = store;
    }
    if (there == null) {
      return;
    }
    Facts facts = Facts.with("to", earlier.version()).put("who", "health").build();
    there
        .submit(
            unit -> {
              unit.append(clock.instant(), KIND, earlier.name(), facts);
              return null;
            })
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.warn(
                    "the journal did not take that {} is put back: {}",
                    earlier.name(),
                    failure.toString());
              }
            });
  }
}
