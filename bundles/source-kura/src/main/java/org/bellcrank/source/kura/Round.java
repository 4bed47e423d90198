package org.bellcrank.source.kura;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.stream.Sample;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.KuraRuntimeException;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.PreparedRead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The points of one driver that are read at the same period: one prepared read, whose records are
 * filled again and again. For one thread at a time.
 */
final class Round implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  private final Driver driver;
  private final Duration period;
  private final Outlet outlet;
  private final Map<String, Tap> taps = new HashMap<>();
  private final List<ChannelRecord> records = new ArrayList<>();
  private PreparedRead prepared;

  Round(Driver driver, Duration period, List<Tap> given, Outlet outlet) {
    this.driver = driver;
    this.period = period;
    this.outlet = outlet;
    for (Tap tap : given) {
      taps.put(tap.point(), tap);
      records.add(tap.record());
    }
  }

  Duration period() {
    return period;
  }

  /** Reads all of them; where that fails as a whole, each of them is BAD with the reason. */
  List<Sample> read() {
    try {
      return samples(filled());
    } catch (Driver.ConnectionException
        | KuraException
        | KuraRuntimeException
        | UnsupportedOperationException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A driver of any maker is called here: what it throws is a failure of its points.
      LOG.debug("A driver failed", e);
      return failed(e.toString());
    }
  }

  private List<ChannelRecord> filled() throws Driver.ConnectionException, KuraException {
    if (prepared == null) {
      prepared = driver.prepareRead(records);
    }
    if (prepared != null) {
      return prepared.execute();
    }
    driver.read(records);
    return records;
  }

  private List<Sample> samples(List<ChannelRecord> read) {
    List<Sample> samples = new ArrayList<>(read.size());
    for (ChannelRecord record : read) {
      Tap tap = taps.get(record.getChannelName());
      if (tap != null) {
        outlet.sample(tap, record).ifPresent(samples::add);
      }
    }
    return samples;
  }

  private List<Sample> failed(String words) {
    return taps.values().stream().flatMap(tap -> outlet.bad(tap, words).stream()).toList();
  }

  @Override
  public void close() {
    try {
      if (prepared != null) {
        prepared.close();
      }
    } catch (Exception e) { // its own signature says Exception
      LOG.debug("A prepared read did not close", e);
    }
    prepared = null;
  }
}
