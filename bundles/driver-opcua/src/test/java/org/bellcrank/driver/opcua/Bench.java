package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bellcrank.asset.GapListener;
import org.bellcrank.asset.GapReport;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.kura.type.DataType;

/** Drivers of one test, and what they told. */
final class Bench implements AutoCloseable {

  private final Path folder;
  private final List<OpcUaDriver> drivers = new ArrayList<>();

  /**
   * No driver yet.
   *
   * @param folder of the certificates of all of them
   */
  Bench(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  OpcUaDriver driver(Map<String, Object> settings) {
    OpcUaDriver driver =
        new OpcUaDriver(
            Settings.of(settings),
            new HashMap<>(
                Map.of(
                    "kura.service.pid",
                    "press-4",
                    "password",
                    settings.getOrDefault("password", ""))),
            folder);
    drivers.add(driver);
    return driver;
  }

  /** A driver of a server that is believed; first settings win. */
  OpcUaDriver trusting(Server server, Object... settings) throws Exception {
    Map<String, Object> all =
        new HashMap<>(Map.of("endpoint", server.url(), "timeout.millis", 3000));
    for (int i = 0; i < settings.length; i += 2) {
      all.put((String) settings[i], settings[i + 1]);
    }
    believe(server);
    return driver(all);
  }

  /** Puts the server's certificate, which is tried for once, into the list of trust. */
  void believe(Server server) throws Exception {
    if (!Files.exists(folder.resolve("trusted"))) {
      OpcUaDriver first = driver(Map.of("endpoint", server.url()));
      try {
        first.connect();
      } catch (ConnectionException e) {
        assertThat(e).hasMessageContaining("not believed");
      }
      move();
    }
  }

  /** What a person does with a certificate that was rejected. */
  void move() throws IOException {
    Files.createDirectories(folder.resolve("trusted"));
    for (Path each : rejected()) {
      Files.move(each, folder.resolve("trusted").resolve(each.getFileName()));
    }
  }

  List<Path> rejected() throws IOException {
    if (!Files.exists(folder.resolve("rejected"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.resolve("rejected"))) {
      return files.toList();
    }
  }

  static ChannelRecord channel(String name, DataType type, String... settings) {
    ChannelRecord record = ChannelRecord.createReadRecord(name, type);
    record.setChannelConfig(settings(name, type, settings));
    return record;
  }

  static Map<String, Object> settings(String name, DataType type, String... settings) {
    Map<String, Object> config =
        new HashMap<>(
            Map.of("+name", name, "+value.type", type.name(), "node.id", Server.PLANT + name));
    for (int i = 0; i < settings.length; i += 2) {
      config.put(settings[i], settings[i + 1]);
    }
    return config;
  }

  static Object value(ChannelRecord record) {
    assertThat(record.getChannelStatus().getChannelFlag())
        .as(record.getChannelStatus().getExceptionMessage())
        .isEqualTo(ChannelFlag.SUCCESS);
    assertThat(record.getTimestamp()).isPositive();
    return record.getValue().getValue();
  }

  static String failure(ChannelRecord record) {
    assertThat(record.getChannelStatus().getChannelFlag()).isEqualTo(ChannelFlag.FAILURE);
    return record.getChannelStatus().getExceptionMessage();
  }

  @Override
  public void close() {
    drivers.forEach(OpcUaDriver::deactivate);
    drivers.clear();
  }

  /** Keeps what it is told. */
  static final class Ear implements ChannelListener, GapListener {

    final BlockingQueue<ChannelRecord> told = new LinkedBlockingQueue<>();
    final BlockingQueue<GapReport> gaps = new LinkedBlockingQueue<>();

    @Override
    public void onChannelEvent(ChannelEvent event) {
      told.add(event.getChannelRecord());
    }

    @Override
    public void onGap(GapReport gap) {
      gaps.add(gap);
    }

    /** The next one that fits; what comes before it is dropped. */
    ChannelRecord next(Predicate<ChannelRecord> fits) throws InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
      List<String> dropped = new ArrayList<>();
      while (true) {
        ChannelRecord record = told.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        assertThat(record).as("something that fits, after %s", dropped).isNotNull();
        if (fits.test(record)) {
          return record;
        }
        dropped.add(record.getChannelStatus().getExceptionMessage() + " " + record.getValue());
      }
    }

    ChannelRecord good() throws InterruptedException {
      return next(record -> record.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS);
    }

    ChannelRecord good(Object value) throws InterruptedException {
      return next(
          record ->
              record.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
                  && value.equals(record.getValue().getValue()));
    }

    ChannelRecord bad(String words) throws InterruptedException {
      return next(
          record ->
              record.getChannelStatus().getChannelFlag() == ChannelFlag.FAILURE
                  && record.getChannelStatus().getExceptionMessage().contains(words));
    }
  }
}
