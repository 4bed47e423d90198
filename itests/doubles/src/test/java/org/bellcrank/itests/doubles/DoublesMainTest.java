package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The two ways in which the doubles are started: as a process and as a component. */
@Timeout(60)
class DoublesMainTest {

  @TempDir Path folder;

  @Test
  void processSaysWhereItIsAndEndsWithItsStarter() throws Exception {
    Process process = start("--books", folder.toString(), "--latency-ms", "1", "--end-with-stdin");
    try (BufferedReader out = process.inputReader()) {
      Map<String, Object> where = Json.readObject(out.readLine().getBytes(StandardCharsets.UTF_8));
      Client maximo = new Client(URI.create((String) where.get("maximo")));
      Client custom = new Client(URI.create((String) where.get("custom")));
      assertThat(maximo.get("/_double/books").at("cmms")).isEqualTo("maximo");
      assertThat(custom.get("/_double/faults").at("latencyMillis")).isEqualTo(1);
      process.getOutputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void sapIsStartedWhenItIsAskedFor() throws Exception {
    Process process = start("--sap-port", "0", "--end-with-stdin");
    try (BufferedReader out = process.inputReader()) {
      Map<String, Object> where = Json.readObject(out.readLine().getBytes(StandardCharsets.UTF_8));
      assertThat(where).containsOnlyKeys("maximo", "custom", "sap");
      Client sap = new Client(URI.create((String) where.get("sap")));
      assertThat(sap.get("/_double/books").at("cmms")).isEqualTo("sap");
      assertThat(sap.get("/").text()).contains("No notifications yet.");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void atlasIsStartedWhenItIsAskedFor() throws Exception {
    Process process = start("--atlas-port", "0", "--books", folder.toString(), "--end-with-stdin");
    try (BufferedReader out = process.inputReader()) {
      Map<String, Object> where = Json.readObject(out.readLine().getBytes(StandardCharsets.UTF_8));
      assertThat(where).containsOnlyKeys("maximo", "custom", "atlas");
      Client atlas = new Client(URI.create((String) where.get("atlas")));
      assertThat(atlas.get("/_double/books").at("cmms")).isEqualTo("atlas");
      assertThat(atlas.get("/").text()).contains("<h2>Work orders</h2>");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void fiixIsStartedWhenItIsAskedFor() throws Exception {
    Process process = start("--fiix-port", "0", "--books", folder.toString(), "--end-with-stdin");
    try (BufferedReader out = process.inputReader()) {
      Map<String, Object> where = Json.readObject(out.readLine().getBytes(StandardCharsets.UTF_8));
      assertThat(where).containsOnlyKeys("maximo", "custom", "fiix");
      Client fiix = new Client(URI.create((String) where.get("fiix")));
      assertThat(fiix.get("/_double/books").at("cmms")).isEqualTo("fiix");
      assertThat(fiix.get("/").text()).contains("<h2>Work orders</h2>");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void inforAndEccAreStartedWhenTheyAreAskedFor() throws Exception {
    Process process = start("--infor-port", "0", "--ecc-port", "0", "--end-with-stdin");
    try (BufferedReader out = process.inputReader()) {
      Map<String, Object> where = Json.readObject(out.readLine().getBytes(StandardCharsets.UTF_8));
      assertThat(where).containsOnlyKeys("maximo", "custom", "infor", "ecc");
      Client infor = new Client(URI.create((String) where.get("infor")));
      assertThat(infor.get("/_double/books").at("cmms")).isEqualTo("infor");
      assertThat(infor.get("/").text()).contains("<h2>Work orders</h2>");
      Client ecc = new Client(URI.create((String) where.get("ecc")));
      assertThat(ecc.get("/_double/books").at("cmms")).isEqualTo("ecc");
      assertThat(ecc.get("/").text()).contains("<h2>Notifications</h2>");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void dynamicsIsStartedWhenItIsAskedFor() throws Exception {
    Process process = start("--dynamics-port", "0", "--end-with-stdin");
    try (BufferedReader out = process.inputReader()) {
      Map<String, Object> where = Json.readObject(out.readLine().getBytes(StandardCharsets.UTF_8));
      assertThat(where).containsOnlyKeys("maximo", "custom", "dynamics");
      Client dynamics = new Client(URI.create((String) where.get("dynamics")));
      assertThat(dynamics.get("/_double/books").at("cmms")).isEqualTo("dynamics");
      assertThat(dynamics.get("/").text()).contains("<h2>Maintenance requests</h2>");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void withoutTheirLibrariesSapAndDynamicsAloneAreMissing() throws Exception {
    Process others = start(withoutOlingo(), new String[] {"--atlas-port", "0", "--end-with-stdin"});
    try (BufferedReader out = others.inputReader()) {
      assertThat(Json.readObject(out.readLine().getBytes(StandardCharsets.UTF_8)))
          .containsOnlyKeys("maximo", "custom", "atlas");
    } finally {
      others.destroyForcibly();
    }
    for (String port : List.of("--sap-port", "--dynamics-port")) {
      Process missing = start(withoutOlingo(), new String[] {port, "0"});
      assertThat(missing.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(missing.exitValue()).isEqualTo(2);
    }
  }

  private static String withoutOlingo() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(each -> !each.contains("olingo"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void wrongOptionsAreRefused() throws Exception {
    Process process = start("--port", "1");
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
  }

  @Test
  void componentRunsBothAndRefusesPortsOutOfRange() {
    CmmsDoubles doubles = new CmmsDoubles(config(0));
    doubles.deactivate();
    assertThatThrownBy(() -> new CmmsDoubles(config(70_000)))
        .hasMessageContaining("custom.port 70000 was given, 0 to 65535 is allowed");
  }

  private static Process start(String... options) throws IOException {
    return start(System.getProperty("java.class.path"), options);
  }

  private static Process start(String classPath, String[] options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                DoublesMain.class.getName()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static CmmsDoubles.Config config(int customPort) {
    return new CmmsDoubles.Config() {
      @Override
      public int maximo_port() {
        return 0;
      }

      @Override
      public int custom_port() {
        return customPort;
      }

      @Override
      public int latency() {
        return 0;
      }

      @Override
      public String books_directory() {
        return "";
      }

      @Override
      public String custom_assets() {
        return "";
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return CmmsDoubles.Config.class;
      }
    };
  }
}
