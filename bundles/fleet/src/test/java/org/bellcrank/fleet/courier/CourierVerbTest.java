package org.bellcrank.fleet.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.site.SiteFolder;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourierVerbTest {

  private static final Path DEMO =
      Path.of(System.getProperty("project.root")).resolve("kura-config/sites/demo");

  @TempDir Path folder;
  private Gateway pilot;
  private Gateway other;

  /** A gateway with a store in memory and a data directory of its own. */
  private static final class Gateway implements DocumentVersions, Terminal {

    final List<Version> versions = new CopyOnWriteArrayList<>();
    final List<String> lines = new ArrayList<>();
    final List<String> errors = new ArrayList<>();
    final MemoryStore store =
        new MemoryStore()
            .with(DocumentVersions.class, this)
            .with(ObservationBook.class, new Unseen())
            .with(Positions.class, new Unseen());
    final DataDirectory data;
    final SiteDocuments documents;
    final CourierVerb courier;

    Gateway(Path root) throws IOException {
      data = new DataDirectory(Files.createDirectories(root));
      documents = new SiteDocuments(store, data, new ExpressionLanguage(), Clock.systemUTC());
      courier = new CourierVerb(store, documents, data, Clock.systemUTC());
    }

    int run(Object... words) {
      lines.clear();
      errors.clear();
      return courier.run(Arrays.stream(words).map(String::valueOf).toList(), this);
    }

    Path publicKey(Path file) throws IOException {
      run("key");
      return Files.write(file, lines);
    }

    @Override
    public void activate(Version version) {
      versions.add(version);
    }

    @Override
    public Optional<Version> latest() {
      return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    @Override
    public List<Version> newest(int limit) {
      return latest().map(List::of).orElse(List.of());
    }

    @Override
    public void line(String text) {
      lines.add(text);
    }

    @Override
    public void progress(String text) {
      // nobody looks
    }

    @Override
    public void error(String text) {
      errors.add(text);
    }

    String said() {
      return String.join("\n", lines) + "\n" + String.join("\n", errors);
    }
  }

  /** Nothing was seen here. */
  private static final class Unseen implements ObservationBook, Positions {

    @Override
    public ObservationIntake.Accepted add(Observation observation, Instant at) {
      throw new AssertionError("a courier accepts nothing");
    }

    @Override
    public void names(String observation, EvidenceReference evidence) {
      throw new AssertionError("a courier keeps no evidence");
    }

    @Override
    public List<Stored> after(long position, int limit) {
      return List.of();
    }

    @Override
    public Optional<Stored> find(String id) {
      return Optional.empty();
    }

    @Override
    public long lastPosition() {
      return 0;
    }

    @Override
    public long position(String reader) {
      return 0;
    }

    @Override
    public void advance(String reader, long to) {
      throw new AssertionError("a courier decides nothing");
    }
  }

  @BeforeEach
  void twoGatewaysOfWhichOneKnowsMuch() throws Exception {
    pilot = new Gateway(folder.resolve("pilot"));
    other = new Gateway(folder.resolve("other"));
    pilot.documents.bringIntoForce(SiteFolder.read(DEMO));
    Files.createDirectories(pilot.data.models().resolve("wear"));
    Files.write(pilot.data.models().resolve("wear/model.onnx"), new byte[70_000]);
    Files.createDirectories(folder.resolve("routes/sap"));
    Files.writeString(folder.resolve("routes/sap/mapping.yaml"), "fields: {}\n");
    other.run("trust", pilot.publicKey(folder.resolve("pilot.pub")));
  }

  @AfterEach
  void stop() {
    pilot.documents.stop();
    other.documents.stop();
  }

  private Path exported() {
    Path file = folder.resolve("plant.zip");
    assertThat(pilot.run("export", "--file", file, "--connectors", folder.resolve("routes")))
        .as(pilot.said())
        .isZero();
    return file;
  }

  @Test
  void whatThePilotKnowsIsTakenOverAndNothingDiffers() throws Exception {
    Path file = exported();
    Path routes = folder.resolve("routes-there");
    assertThat(other.run("compare", file)).isEqualTo(1);
    assertThat(other.run("import", file, "--connectors", routes)).as(other.said()).isZero();
    assertThat(other.run("compare", file, "--connectors", routes)).as(other.said()).isZero();
    assertThat(other.lines).containsExactly("nothing differs");
    assertThat(other.latest().orElseThrow().id()).isEqualTo(pilot.latest().orElseThrow().id());
    assertThat(SiteFolder.read(other.data.documents())).isEqualTo(SiteFolder.read(DEMO));
    assertThat(other.data.models().resolve("wear/model.onnx")).hasSize(70_000);
    assertThat(other.store.entries())
        .extracting(entry -> entry.kind())
        .contains("courier.imported");
    // The file bears the receipt, and whose hands it went through.
    other.run("verify", file);
    assertThat(other.said()).contains("intact").contains("hop 1").contains("imported");
  }

  @Test
  void aParameterSheetNamesWhatDiffersAndRemarksStay() throws Exception {
    Path file = exported();
    Path sheet =
        Files.writeString(
            folder.resolve("sheet.yaml"),
            """
            everywhere:
              "Bedford works": "Leeds: the works"
              bedford-mill-1: leeds-mill-1
            places:
              - file: connectors.yaml
                at: /connectors/0/address
                was: "http://127.0.0.1:8481/maximo"
                is: "https://maximo.leeds.example/maximo"
            """);
    assertThat(other.run("import", file, "--sheet", sheet)).as(other.said()).isZero();
    Map<String, String> texts = SiteFolder.read(other.data.documents());
    assertThat(texts.get("assets.yaml"))
        .contains("{ id: bedford, name: \"Leeds: the works\", level: site")
        .contains("parent: leeds-mill-1")
        .contains("# Two plants, each with its own CMMS.")
        .doesNotContain("Bedford works")
        .contains("bedford-mill-1-x");
    assertThat(texts.get("connectors.yaml"))
        .contains("address: https://maximo.leeds.example/maximo");
    assertThat(other.run("compare", file, "--sheet", sheet)).as(other.said()).isZero();
    assertThat(other.run("compare", file)).isEqualTo(1);
    assertThat(other.said()).contains("assets.yaml: differs");
  }

  @Test
  void aSheetThatFitsNothingIsRefusedAndChangesNothing() throws Exception {
    Path file = exported();
    Path sheet =
        Files.writeString(folder.resolve("sheet.yaml"), "everywhere: { Bedfort: Leeds }\n");
    assertThat(other.run("import", file, "--sheet", sheet)).isEqualTo(1);
    assertThat(other.said()).contains("sheet.yaml:1").contains("stands nowhere");
    assertThat(other.versions).isEmpty();
  }

  @Test
  void whateverEntryIsAlteredTheFileIsRefusedInOneLine() throws Exception {
    Path file = exported();
    assertThat(pilot.run("hand", file, "--by", "night shift")).isZero();
    Map<String, byte[]> entries = entries(file);
    assertThat(entries).hasSizeGreaterThan(10);
    for (String name : entries.keySet()) {
      Map<String, byte[]> altered = new LinkedHashMap<>(entries);
      byte[] bytes = entries.get(name).clone();
      bytes[bytes.length / 2] ^= 1;
      altered.put(name, bytes);
      refused(altered, "altered " + name);

      Map<String, byte[]> without = new LinkedHashMap<>(entries);
      without.remove(name);
      refused(without, "without " + name);
    }
    Map<String, byte[]> more = new LinkedHashMap<>(entries);
    more.put("documents/more.yaml", "x: 1\n".getBytes(StandardCharsets.UTF_8));
    refused(more, "with one document more");
    Map<String, byte[]> outside = new LinkedHashMap<>(entries);
    outside.put("../outside.yaml", new byte[1]);
    refused(outside, "with a path that leads out");
    refused(write(entries), "the file as it was", 0);
  }

  private void refused(Map<String, byte[]> entries, String what) throws IOException {
    refused(write(entries), what, 1);
  }

  private void refused(byte[] bytes, String what, int status) throws IOException {
    Path file = Files.write(folder.resolve("altered.zip"), bytes);
    assertThat(other.run("verify", file)).as(what).isEqualTo(status);
    assertThat(other.errors).as(what).hasSize(status);
    if (status == 1) {
      assertThat(other.errors.get(0)).contains("refused").contains(file.toString());
      assertThat(other.run("import", file)).as(what).isEqualTo(1);
      assertThat(other.versions).as(what).isEmpty();
    }
  }

  @Test
  void aFileThatIsCutOffIsRefusedAndNoFlippedByteGoesUnnoticed() throws Exception {
    byte[] whole = Files.readAllBytes(exported());
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      refused(Arrays.copyOf(whole, random.nextInt(whole.length)), "cut off", 1);
    }
    Path file = folder.resolve("flipped.zip");
    Map<String, byte[]> original = entries(folder.resolve("plant.zip"));
    for (int i = 0; i < 200; i++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, flipped);
      // Times and the like of the container are not signed: then the content is the very same.
      if (other.run("verify", file) == 0) {
        Map<String, byte[]> content = entries(file);
        assertThat(content.keySet()).isEqualTo(original.keySet());
        content.forEach((name, bytes) -> assertThat(bytes).isEqualTo(original.get(name)));
      }
    }
  }

  @Test
  void aStrangersFileIsRefusedUntilHeIsTrusted() throws Exception {
    Path file = exported();
    Gateway third = new Gateway(folder.resolve("third"));
    try {
      assertThat(third.run("import", file)).isEqualTo(1);
      assertThat(third.said()).contains("whom nobody trusts here");
      third.run("trust", folder.resolve("pilot.pub"));
      assertThat(third.run("import", file)).as(third.said()).isZero();
      // The receipt of the third is a stranger's to the other now.
      assertThat(other.run("verify", file)).isEqualTo(1);
      assertThat(other.said()).contains("hop 1").contains("whom nobody trusts here");
    } finally {
      third.documents.stop();
    }
  }

  @Test
  void theKeyIsMadeOnceForItsOwnerAloneOrGivenAsPkcs8() throws Exception {
    Path own = pilot.data.root().resolve("keys/courier.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
        .isEqualTo("rw-------");
    CourierKey read = CourierKey.read(own);
    byte[] text = "text".getBytes(StandardCharsets.UTF_8);
    assertThat(CourierKey.signed(read.text(), text, read.sign(text))).isTrue();
    assertThat(read.text()).isEqualTo(CourierKey.own(own.getParent()).text());
    Path file = folder.resolve("given.zip");
    assertThat(other.run("export", "--file", file, "--key", own)).isZero();
    other.run("verify", file);
    assertThat(other.said()).contains(CourierKey.fingerprint(read.text()));
    Path wrong = Files.writeString(folder.resolve("no.key"), "no key");
    assertThat(other.run("export", "--file", folder.resolve("n.zip"), "--key", wrong)).isEqualTo(2);
    assertThat(other.said()).contains("PKCS#8");
  }

  @Test
  void updatesGoByFileAndReportsComeBack() throws Exception {
    Path dp = folder.resolve("core.dp");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(dp))) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write(
          """
          Manifest-Version: 1.0
          DeploymentPackage-SymbolicName: core
          DeploymentPackage-Version: 2.0.0
          """
              .getBytes(StandardCharsets.UTF_8));
    }
    Path update = folder.resolve("update.zip");
    assertThat(pilot.run("update", "--file", update, "--documents", DEMO, dp)).isZero();
    assertThat(other.run("import", update)).as("an update is no plant").isEqualTo(1);
    assertThat(other.run("apply", update)).as(other.said()).isZero();
    assertThat(other.data.root().resolve("received/packages/core_2.0.0.dp"))
        .hasSameBinaryContentAs(dp);
    assertThat(other.latest().orElseThrow().files()).isEqualTo(SiteFolder.read(DEMO));

    Path reports = Files.createDirectory(folder.resolve("reports"));
    assertThat(other.run("report", "--file", reports.resolve("other.zip"))).isZero();
    pilot.run("trust", other.publicKey(folder.resolve("other.pub")));
    assertThat(pilot.run("fleet", reports)).as(pilot.said()).isZero();
    assertThat(pilot.lines).hasSize(2);
    assertThat(pilot.lines.get(1)).contains(other.latest().orElseThrow().id());
    Files.write(reports.resolve("other.zip"), Arrays.copyOf(Files.readAllBytes(update), 1000));
    assertThat(pilot.run("fleet", reports)).isEqualTo(1);
  }

  private static Map<String, byte[]> entries(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        entries.put(each.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] write(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
