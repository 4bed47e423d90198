package org.bellcrank.itests.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plant as a process, at a mosquitto of Debian's package. */
class PlantMainTest {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private Process start(Path errors, String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    started.add(process);
    return process;
  }

  private Process plant(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
    command.add(PlantMain.class.getName());
    command.addAll(List.of(options));
    return start(folder.resolve("plant.err"), command.toArray(String[]::new));
  }

  private static String firstLine(Process process) throws IOException {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }

  private static void until(String what, BooleanSupplier there) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private String broker() throws IOException {
    Optional<Path> program = PLACES.stream().filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) {
      System.err.println("SKIPPED: no mosquitto, no broker for the plant");
    }
    Assumptions.assumeTrue(program.isPresent(), "mosquitto");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path settings = folder.resolve("mosquitto.conf");
    Files.writeString(settings, "listener %d 127.0.0.1\nallow_anonymous true\n".formatted(port));
    start(folder.resolve("broker.err"), program.get().toString(), "-c", settings.toString());
    until("the broker's port", () -> answers(port));
    return "tcp://127.0.0.1:" + port;
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Test
  void devicesSaySamplesAndWaveformsAndAreOfflineWhenTheProcessDies() throws Exception {
    String broker = broker();
    Map<String, String> heard = new ConcurrentHashMap<>();
    MqttClient client = new MqttClient(broker, "listener", new MemoryPersistence());
    client.connect();
    client.subscribe(
        "plant/#",
        1,
        (topic, message) ->
            heard.put(topic, new String(message.getPayload(), StandardCharsets.UTF_8)));

    Process plant =
        plant(
            "--broker",
            broker,
            "--modbus-port",
            "0",
            "--from-day",
            "12",
            "--speed",
            "600",
            "--tick",
            "PT1M",
            "--waveform-every",
            "PT10M");
    assertThat(firstLine(plant))
        .startsWith("{\"modbus\":\"127.0.0.1:")
        .endsWith("\"mqtt\":\"" + broker + "\",\"machines\":6}");
    int channels =
        Plant.demo(1, Plant.START).machines().stream()
            .mapToInt(machine -> machine.channels().size() + 1)
            .sum();
    until("all topics", () -> heard.size() == channels);

    assertThat(heard.get("plant/CO-201/pressure"))
        .matches("\\{\"at\":\"2026-03-14T.*Z\",\"value\":[0-9.]+,\"unit\":\"bar\"}");
    assertThat(heard.get("plant/CO-201/state")).matches("\\{\"at\":\"[^\"]*\",\"value\":[0-4].0}");
    assertThat(heard.get("plant/PU-101/vibration/waveform"))
        .contains("\"rate\":12800.000,\"unit\":\"m/s2\",\"speed\":49.1")
        .satisfies(text -> assertThat(text.split(",")).hasSizeGreaterThan(8192));
    assertThat(heard.get("plant/VMC-1050-SP02/status")).isEqualTo("online");
    plant.destroyForcibly();
    until("the will", () -> "offline".equals(heard.get("plant/VMC-1050-SP02/status")));
    client.disconnect();
    client.close();
  }

  @Test
  void itEndsWithItsStandardInput() throws Exception {
    Process plant = plant("--opcua-port", "0", "--end-with-stdin");
    assertThat(firstLine(plant)).contains("\"opcua\":\"opc.tcp://127.0.0.1:", "\"machines\":6");
    plant.getOutputStream().close();
    assertThat(plant.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(plant.exitValue()).isZero();
  }

  @Test
  void optionsThatAreNoneAndStepsTooShortAreRefused() {
    assertThat(PlantOptions.read("--seed", "5", "--speed", "60").seed()).isEqualTo(5);
    assertThat(PlantOptions.read("--from", "PT9H28M", "--held"))
        .matches(read -> read.held() && !read.firstDay())
        .matches(read -> read.from().toMinutes() == 568);
    assertThatThrownBy(() -> PlantOptions.read("--sped", "5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--sped");
    assertThatThrownBy(() -> PlantOptions.read("--speed", "3600"))
        .hasMessageContaining("speed 3600.0 tick PT1S");
  }
}
