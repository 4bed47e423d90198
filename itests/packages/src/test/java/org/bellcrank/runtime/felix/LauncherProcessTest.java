package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process, as a person or a service manager starts it. */
@Timeout(90)
class LauncherProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  private Process launch(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dbellcrank.home=" + TestGateway.ROOT);
    command.add("-jar");
    command.add(TestGateway.RUNTIME.resolve("bellcrank.jar").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  private Path profile(String properties, String snapshot) throws Exception {
    Path profile = Files.createDirectories(folder.resolve("profile"));
    Files.writeString(profile.resolve("profile.properties"), properties);
    if (!snapshot.isEmpty()) {
      Files.writeString(profile.resolve("snapshot_0.xml"), snapshot);
    }
    return profile;
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void readUntil(BufferedReader output, String text) throws Exception {
    String line = output.readLine();
    while (line != null && !line.contains(text)) {
      line = output.readLine();
    }
    assertThat(line).as("the process ended without saying '%s'", text).isNotNull();
  }

  private static String end(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return output;
  }

  @Test
  void sigtermEndsARunningGatewayWithinTenSeconds() throws Exception {
    Path profile = profile("packages =\n", "");
    Process process =
        launch("run", "--profile", profile.toString(), "--data", folder.resolve("d").toString());
    readUntil(output(process), "running");

    process.destroy();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("ended in time").isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(folder.resolve("d").resolve("log").resolve("bellcrank.0.log"))
        .as("the framework was stopped in order")
        .content()
        .contains("stopped");
  }

  @Test
  void aSecondProcessOnTheSameDataIsRefusedInOneLine() throws Exception {
    String profile = profile("packages =\n", "").toString();
    String data = folder.resolve("d").toString();
    Process first = launch("run", "--profile", profile, "--data", data);
    readUntil(output(first), "running");

    Process second = launch("run", "--profile", profile, "--data", data);

    assertThat(end(second).strip().lines())
        .singleElement()
        .asString()
        .contains(data)
        .contains("process " + first.pid())
        .contains("--data");
    assertThat(second.exitValue()).isEqualTo(StartException.NOT_STARTED);
    assertThat(first.isAlive()).isTrue();
  }

  @Test
  void aMistakeInTheSnapshotIsToldWithItsLineAndWhatIsAllowed() throws Exception {
    Path profile =
        profile(
            "packages =\n",
            """
            <esf:configurations xmlns:esf="http://eurotech.com/esf/2.0">
              <esf:configuration pid="camera1">
                <esf:properties>
                  <esf:property name="port" type="Integer"><esf:value>abc</esf:value></esf:property>
                </esf:properties>
              </esf:configuration>
            </esf:configurations>
            """);
    Process process =
        launch("run", "--profile", profile.toString(), "--data", folder.resolve("d").toString());

    assertThat(end(process))
        .contains("snapshot_0.xml line 4")
        .contains("'port' of 'camera1'")
        .contains("'abc' is no Integer");
    assertThat(process.exitValue()).isEqualTo(StartException.NOT_STARTED);
  }

  @Test
  void anUnknownWordIsAnsweredWithTheKnownOnes() throws Exception {
    String profile = profile("packages =\n", "").toString();
    Process process = launch("rum", "--profile", profile, "--data", folder.resolve("d").toString());

    assertThat(end(process)).contains("no word 'rum'").contains("perhaps run");
    assertThat(process.exitValue()).isEqualTo(StartException.WRONG_USAGE);
  }

  @Test
  void aDirectoryThatAPersonNamedIsNeverRemoved() throws Exception {
    String profile = profile("packages =\n", "").toString();
    Path data = TestGateway.ROOT.resolve("target").resolve("named-" + System.nanoTime());
    try {
      end(launch("--help", "--profile", profile, "--data", data.toString()));
      assertThat(data).isDirectory();
    } finally {
      DataDirectory.deleteTree(data);
    }
  }

  @Test
  void aPackageThatIsNotBuiltIsNamed() throws Exception {
    String profile = profile("packages = no-such-package\n", "").toString();
    Process process = launch("run", "--profile", profile, "--data", folder.resolve("d").toString());

    assertThat(end(process)).contains("package no-such-package is not there");
    assertThat(process.exitValue()).isEqualTo(StartException.NOT_STARTED);
  }
}
