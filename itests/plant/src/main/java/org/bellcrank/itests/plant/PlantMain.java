package org.bellcrank.itests.plant;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * The plant as a process of its own: a Modbus slave, an OPC UA server, devices at an MQTT broker,
 * or several of them. The first line on standard output says where they are.
 */
public final class PlantMain {
  private PlantMain() {}

  /**
   * Runs until SIGTERM, or with --end-with-stdin until standard input ends. With --held its time
   * stands, and what is asked for is answered, until a line comes on standard input.
   */
  public static void main(String[] args)
      throws InterruptedException, IOException, ExecutionException, MqttException {
    PlantOptions options;
    try {
      options = PlantOptions.read(args);
    } catch (RuntimeException wrong) {
      System.err.println("given: " + String.join(" ", args) + "; allowed: " + PlantOptions.USAGE);
      System.exit(2);
      return;
    }
    Plant plant =
        options.firstDay()
            ? Plant.firstDay(options.seed(), options.start())
            : Plant.demo(options.seed(), options.start());
    HeldClock real = new HeldClock(Clock.systemUTC());
    if (!options.held()) {
      real.release();
    }
    PlantClock clock = PlantClock.start(real, options.from(), options.speed());
    String modbus = "";
    if (options.modbus().isPresent()) {
      int port = options.modbus().getAsInt() == 0 ? free() : options.modbus().getAsInt();
      ModbusPlant.start(plant, clock, options.address(), port);
      modbus = "\"modbus\":\"%s:%d\",".formatted(options.address(), port);
    }
    String opcua = "";
    if (options.opcua().isPresent()) {
      int port = options.opcua().getAsInt() == 0 ? free() : options.opcua().getAsInt();
      opcua =
          "\"opcua\":\"%s\","
              .formatted(OpcUaPlant.start(plant, clock, options.address(), port).url());
    }
    if (options.broker().isPresent()) {
      tell(MqttPlant.start(plant, options.broker().get()), clock, options);
    }
    System.out.printf(
        "{%s%s\"mqtt\":\"%s\",\"machines\":%d}%n",
        modbus, opcua, options.broker().orElse(""), plant.machines().size());
    System.out.flush();
    if (options.held()) {
      release(real);
    }
    await(options.endWithStdin());
  }

  private static void tell(MqttPlant devices, PlantClock clock, PlantOptions options) {
    ScheduledExecutorService teller =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "plant-teller");
              thread.setDaemon(true);
              return thread;
            });
    every(teller, clock, options.tick(), devices::tellSamples);
    every(teller, clock, options.waves(), devices::tellWaveforms);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(teller, devices)));
  }

  /** The devices are for one thread: what is being told comes to its end before they close. */
  private static void end(ScheduledExecutorService teller, MqttPlant devices) {
    teller.shutdownNow();
    try {
      if (!teller.awaitTermination(5, TimeUnit.SECONDS)) {
        System.err.println("the teller did not end within 5 s");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    devices.close();
  }

  /** What is told at a moment of the plant's time. */
  private interface Telling {
    void at(Duration time) throws MqttException;
  }

  private static void every(
      ScheduledExecutorService teller, PlantClock clock, Duration apart, Telling telling) {
    long nanos = clock.real(apart).toNanos();
    teller.scheduleAtFixedRate(
        () -> {
          try {
            telling.at(clock.now());
          } catch (MqttException away) {
            // the devices connect again by themselves; until then what they would say is lost
            System.err.println("not told: " + away.getMessage());
          } catch (RuntimeException mistake) { // which would end the telling without a word
            System.err.println("not told: " + mistake);
          }
        },
        0,
        nanos,
        TimeUnit.NANOSECONDS);
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void release(HeldClock held) throws IOException {
    int read = System.in.read();
    while (read >= 0 && read != '\n') {
      read = System.in.read();
    }
    if (read >= 0) {
      held.release();
    }
  }

  private static void await(boolean endWithStdin) throws InterruptedException, IOException {
    if (!endWithStdin) {
      new CountDownLatch(1).await();
    }
    while (System.in.read() >= 0) {
      // only its end matters
    }
    System.exit(0);
  }
}
