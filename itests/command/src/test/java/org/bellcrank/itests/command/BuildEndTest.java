package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shell script while it builds, with a stand-in for Maven. */
@Timeout(60)
class BuildEndTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void whoeverStopsTheBuildStopsAllOfIt(String signal, int status) throws Exception {
    Process script =
        script(
            """
            #!/bin/sh
            sh -c 'echo $$ > leaf.pid; mv leaf.pid leaf; exec sleep 300' &
            echo $$ > maven.pid; mv maven.pid maven
            wait
            """);
    long leaf = pid(script, "leaf");
    long maven = pid(script, "maven");

    new ProcessBuilder("kill", "-" + signal, String.valueOf(script.pid())).start().waitFor();

    assertThat(script.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).isEqualTo(status);
    assertThat(gone(maven)).as("Maven").isTrue();
    assertThat(gone(leaf)).as("what Maven started").isTrue();
  }

  @Test
  void aBuildThatFailsSaysWhy() throws Exception {
    Process script =
        script(
            """
            #!/bin/sh
            echo '[INFO] Building spoke'
            echo '[ERROR] spoke does not compile'
            exit 1
            """);
    assertThat(script.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).isEqualTo(3);
    assertThat(Files.readString(home.resolve("said")))
        .contains("spoke does not compile")
        .contains("bellcrank: the build failed");
  }

  @Test
  void afterABuildThatFailedHalfWayTheNextCallBuildsAgain() throws Exception {
    Path runtime = Files.createDirectories(home.resolve("bundles/runtime-felix/target/runtime"));
    Files.createFile(runtime.resolve("bellcrank.jar"));
    Path core = Files.createDirectories(home.resolve("dp-packages/bellcrank-core"));
    Files.createFile(core.resolve("pom.xml"));
    String halfWay =
        """
        #!/bin/sh
        mkdir -p dp-packages/bellcrank-core/target
        touch dp-packages/bellcrank-core/target/bellcrank-core.dp
        exit 1
        """;
    for (int call = 0; call < 2; call++) {
      Process script = script(halfWay);
      assertThat(script.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(home.resolve("said")))
          .as("call %d", call)
          .contains("bellcrank: the build failed");
    }
  }

  private Process script(String maven) throws IOException {
    Path tools = Files.createDirectories(home.resolve("tools"));
    Path mvn = Files.writeString(tools.resolve("mvn"), maven);
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path script = home.resolve("bellcrank");
    Files.copy(
        Command.HOME.resolve("bellcrank"),
        script,
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
    // A shell started by a test may ignore the signals of a terminal; a person's does not.
    ProcessBuilder builder =
        new ProcessBuilder(
            "perl", "-e", "$SIG{INT}=$SIG{HUP}='DEFAULT'; exec @ARGV", script.toString(), "run");
    builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.redirectErrorStream(true).redirectOutput(home.resolve("said").toFile()).start();
  }

  private long pid(Process script, String name) throws IOException, InterruptedException {
    Path file = home.resolve(name);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(file)) {
      if (System.nanoTime() > deadline || script.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " never came; " + Files.readString(home.resolve("said")));
      }
    }
    return Long.parseLong(Files.readString(file).strip());
  }

  private static boolean gone(long pid) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
      if (System.nanoTime() > deadline) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return true;
  }
}
