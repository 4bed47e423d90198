package org.bellcrank.driver.modbus;

import com.digitalpetri.modbus.tcp.Netty;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.driver.modbus.channel.RefusedValueException;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.driver.ChannelDescriptor;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.PreparedRead;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Modbus device, or several behind one address, as a driver for a gateway's assets. It connects
 * with the first reading and again whenever the line broke. Safe for use by any number of threads;
 * one request is under way at a time.
 */
@Component(
    name = ModbusDriver.PID,
    service = {Driver.class, ConfigurableComponent.class},
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Config.class, factory = true)
public final class ModbusDriver implements Driver, ConfigurableComponent {

  static final String PID = "org.bellcrank.driver.modbus.ModbusDriver";

  private static final Logger LOG = LoggerFactory.getLogger(ModbusDriver.class);
  private static final AtomicInteger LIVING = new AtomicInteger();
  private static final Pattern UNIT_TIMEOUT =
      Pattern.compile("\\s*(\\d{1,3})\\s*=\\s*(\\d{1,6})\\s*");

  private final String name;
  private final int unit;
  private final int gap;
  private final boolean writes;
  private final Writable writable;
  private final Line line;
  private final Listening listening;
  private final Object oneAtATime = new Object();
  private final Clock clock = Clock.systemUTC();
  private final Silences silences = new Silences(clock);

  /** Checks the settings; connects to nothing yet. */
  @Activate
  public ModbusDriver(Config config, Map<String, Object> properties) {
    name = String.valueOf(properties.getOrDefault("kura.service.pid", PID));
    unit = checked("unit.id", config.unit_id(), 0, 255);
    gap = checked("gap", config.gap(), 0, 100);
    writes = config.writing();
    writable = writable(config.write_allowed());
    int timeout = checked("timeout.millis", config.timeout_millis(), 50, 60_000);
    int interval = checked("interval.millis", config.interval_millis(), 20, 3_600_000);
    Line.Frames frames = frames(config.transport());
    line =
        living(
            new Line.Place(
                frames,
                host(config.host()),
                checked("port", config.port(), 1, 65_535),
                frames == Line.Frames.SERIAL ? Optional.of(serial(config)) : Optional.empty(),
                Duration.ofMillis(timeout),
                timeouts(config.unit_timeouts())));
    listening = new Listening(name, interval, this::readQuietly);
  }

  /** Not while the last one lets go of what all of them share. */
  private static Line living(Line.Place place) {
    synchronized (LIVING) {
      Line made = new Line(place);
      LIVING.incrementAndGet();
      return made;
    }
  }

  private String host(String given) {
    if (given != null && given.strip().matches("[A-Za-z0-9._:-]{1,253}")) {
      return given.strip();
    }
    throw refused("host", given, "a name or an address");
  }

  private Line.Frames frames(String given) {
    for (Line.Frames each : Line.Frames.values()) {
      if (each.name().equals(given)) {
        return each;
      }
    }
    throw refused("transport", given, List.of(Line.Frames.values()));
  }

  private SerialLine serial(Config config) {
    String device = String.valueOf(config.serial_device()).strip();
    if (!SerialLine.isDevice(device)) {
      throw refused("serial.device", device, "a file under /dev, for example /dev/ttyUSB0");
    }
    if (!SerialLine.BAUDS.contains(config.baud_rate())) {
      throw refused("baud.rate", config.baud_rate(), SerialLine.BAUDS);
    }
    if (!SerialLine.CHARACTERS.contains(config.characters())) {
      throw refused("characters", config.characters(), SerialLine.CHARACTERS);
    }
    return new SerialLine(device, config.baud_rate(), config.characters());
  }

  private Map<Integer, Duration> timeouts(String[] given) {
    Map<Integer, Duration> timeouts = new HashMap<>();
    for (String each : given == null ? new String[0] : given) {
      Matcher parts = UNIT_TIMEOUT.matcher(each);
      if (each.isBlank()) {
        continue;
      }
      if (!parts.matches()) {
        throw refused("unit.timeouts", each, "unit=milliseconds, for example 9=300");
      }
      timeouts.put(
          checked("unit.timeouts", Integer.parseInt(parts.group(1)), 0, 255),
          Duration.ofMillis(
              checked("unit.timeouts", Integer.parseInt(parts.group(2)), 50, 60_000)));
    }
    return Map.copyOf(timeouts);
  }

  private Writable writable(String[] given) {
    try {
      Writable read = Writable.of(given);
      if (writes && read.ranges().isEmpty()) {
        LOG.warn(
            "Modbus driver {}: writing is on and write.allowed names nothing; {}",
            name,
            "each write is refused until it does");
      }
      return read;
    } catch (RefusedValueException e) {
      throw new IllegalArgumentException(
          "Modbus driver %s write.allowed: %s; it stays off until its settings change"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  private int checked(String setting, int given, int low, int high) {
    if (given < low || given > high) {
      throw refused(setting, given, low + " to " + high);
    }
    return given;
  }

  private IllegalArgumentException refused(String setting, Object given, Object allowed) {
    return new IllegalArgumentException(
        "Modbus driver %s %s: given %s; allowed: %s; it stays off until its settings change"
            .formatted(name, setting, given, allowed));
  }

  /** Ends listening and the connection; waits for neither a reading nor a line. */
  @Deactivate
  void deactivate() {
    listening.close();
    Thread end = new Thread(this::end, "bellcrank-modbus-end-" + name);
    end.setDaemon(true);
    end.start();
  }

  private void end() {
    try {
      line.end();
    } catch (ConnectionException e) {
      LOG.warn("Modbus driver {}: {}", name, e.getMessage());
    }
    synchronized (LIVING) {
      if (LIVING.decrementAndGet() == 0) {
        Netty.releaseSharedResources();
      }
    }
  }

  @Override
  public void connect() throws ConnectionException {
    synchronized (oneAtATime) {
      line.connect();
    }
  }

  @Override
  public void disconnect() throws ConnectionException {
    synchronized (oneAtATime) {
      line.disconnect();
    }
  }

  @Override
  public ChannelDescriptor getChannelDescriptor() {
    return new ChannelSettings();
  }

  @Override
  public void read(List<ChannelRecord> records) throws ConnectionException {
    execute(new Reading(records, unit, gap, clock));
  }

  private void execute(Reading reading) throws ConnectionException {
    synchronized (oneAtATime) {
      if (!reading.execute(line, silences)) {
        // Nobody answers on it: a socket that the other side forgot looks just like this.
        line.disconnect();
      }
    }
  }

  private void readQuietly(List<ChannelRecord> records) {
    try {
      read(records);
    } catch (ConnectionException e) {
      // Each record tells it, and so each listener hears of it once.
      LOG.debug("Modbus driver {}: {}", name, e.getMessage());
    }
  }

  @Override
  public PreparedRead prepareRead(List<ChannelRecord> records) {
    Reading reading = new Reading(records, unit, gap, clock);
    return new PreparedRead() {
      @Override
      public List<ChannelRecord> execute() throws ConnectionException {
        ModbusDriver.this.execute(reading);
        return reading.records();
      }

      @Override
      public List<ChannelRecord> getChannelRecords() {
        return reading.records();
      }

      @Override
      public void close() {
        // Nothing is held between two readings.
      }
    };
  }

  @Override
  public void registerChannelListener(Map<String, Object> channel, ChannelListener listener) {
    listening.add(channel, listener);
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    listening.remove(listener);
  }

  @Override
  public void write(List<ChannelRecord> records) throws ConnectionException {
    synchronized (oneAtATime) {
      for (ChannelRecord record : records) {
        carryOut(record);
      }
    }
  }

  private void carryOut(ChannelRecord record) throws ConnectionException {
    try {
      if (!writes) {
        throw new RefusedValueException(
            "writing",
            record.getChannelName(),
            "nothing, unless the driver's setting Writing is on");
      }
      Point point = ChannelSettings.point(record.getChannelConfig(), unit);
      if (!point.table().writable()) {
        throw new RefusedValueException(
            "table", point.table(), Table.COIL + ", " + Table.HOLDING_REGISTER);
      }
      writable.check(point);
      line.connect();
      Object value = record.getValue().getValue();
      if (point.form() == Form.BIT) {
        line.write(point, truth(value));
      } else {
        line.write(point, point.encoded(value));
      }
      record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    } catch (RefusedValueException e) {
      failed(record, e, true);
    } catch (UnansweredException e) {
      failed(record, e, e.undone());
    }
    record.setTimestamp(clock.millis());
  }

  private static void failed(ChannelRecord record, Exception why, boolean undone) {
    record.setChannelStatus(
        new ChannelStatus(
            ChannelFlag.FAILURE,
            "channel %s: %s; %s"
                .formatted(
                    record.getChannelName(),
                    why.getMessage(),
                    undone ? "nothing was written" : "whether it was written is not known"),
            why));
  }

  private static boolean truth(Object value) throws RefusedValueException {
    if (value instanceof Boolean bit) {
      return bit;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    throw new RefusedValueException(value, "a BOOLEAN or a number, for a bit");
  }
}
