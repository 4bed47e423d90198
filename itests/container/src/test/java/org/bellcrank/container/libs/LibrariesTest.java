package org.bellcrank.container.libs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.common.collect.ImmutableList;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelRuntimeFactory;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.bellcrank.container.InContainer;
import org.bellcrank.container.inside.Inside;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Every library works, in use, beside all the others. */
@InContainer(
    bundles = {
      "lib-cel",
      "lib-sqlite",
      "lib-onnxruntime",
      "lib-onnxruntime-x86_64",
      "lib-ffmpeg",
      "lib-ffmpeg-x86_64",
      "lib-camel"
    },
    imports = "com.google.common.*;bellcrank=cel")
class LibrariesTest {

  @TempDir private Path folder;

  @Test
  void theTestItselfRunsInsideTheFramework() {
    assertThat(FrameworkUtil.getBundle(getClass()).getSymbolicName()).endsWith("probe");
    assertThat(FrameworkUtil.getBundle(SQLiteConfig.class).getSymbolicName())
        .isEqualTo("org.bellcrank.lib-sqlite");
    assertThat(Inside.whatIsDown()).isEmpty();
  }

  @Test
  void celCompilesAndEvaluates() throws Exception {
    CelCompiler compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .addVar("finding.confidence", SimpleType.DOUBLE)
            .addVar("asset.criticality", SimpleType.STRING)
            .addVar("asset.rest", SimpleType.DURATION)
            .setResultType(SimpleType.BOOL)
            .build();
    CelValidationResult checked =
        compiler.compile(
            "finding.confidence >= 0.75 && asset.criticality.matches('[AB]')"
                + " && asset.rest < duration('90m')");
    Map<String, Object> facts =
        Map.of(
            "finding.confidence",
            0.8,
            "asset.criticality",
            "A",
            "asset.rest",
            java.time.Duration.ofMinutes(5));

    Object decided =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .build()
            .createProgram(checked.getAst())
            .eval(facts);

    assertThat(decided).isEqualTo(true);
    ImmutableList<CelIssue> mistakes = compiler.compile("finding.konfidence > 1.0").getErrors();
    assertThat(mistakes.get(0).getMessage()).contains("finding");
  }

  /** The Guava inside lib-cel is for those who ask for it by name. */
  @Test
  void guavaOfCelIsNotGuavaForEverybody() throws Exception {
    Bundle stranger = stranger("com.google.common.collect");
    try {
      assertThatThrownBy(stranger::start)
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("com.google.common.collect");
    } finally {
      stranger.uninstall();
    }
  }

  @Test
  void sqliteWritesAheadAndInFull() throws Exception {
    System.setProperty("org.sqlite.tmpdir", folder.toString());
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + folder.resolve("house.db"));

    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table fact (id integer primary key, what text not null)");
      statement.execute("insert into fact (what) values ('pit'), ('scratch')");
      assertThat(answer(statement, "pragma journal_mode")).isEqualTo("wal");
      assertThat(answer(statement, "pragma synchronous")).isEqualTo("2");
    }
    try (Connection again = source.getConnection();
        Statement statement = again.createStatement()) {
      assertThat(answer(statement, "select count(*) from fact")).isEqualTo("2");
    }
  }

  @Test
  void onnxRuntimeRunsAModel() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(SumModel.bytes(), options);
        OnnxTensor given =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(new float[] {1, 2, 3}), new long[] {3});
        OrtSession.Result result = session.run(Map.of("x", given))) {
      assertThat((float[]) result.get(0).getValue()).containsExactly(2, 4, 6);
    }
  }

  @Test
  void ffmpegWritesAFilmAndReadsItBack() throws Exception {
    System.setProperty("org.bytedeco.javacpp.cachedir", folder.resolve("natives").toString());
    Path film = folder.resolve("film.mp4");
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(film.toFile(), 320, 240);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.setFormat("mp4");
      recorder.setFrameRate(25);
      recorder.start();
      for (int n = 0; n < 10; n++) {
        recorder.record(converter.convert(Pictures.square(320, 240, 20 * n)));
      }
    }

    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(film.toFile());
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      grabber.start();
      assertThat(grabber.getVideoCodecName()).contains("264");
      Frame first = grabber.grabImage();
      assertThat(Pictures.isRed(converter.convert(first), 10, 120)).isTrue();
      int frames = 1;
      while (grabber.grabImage() != null) {
        frames++;
      }
      assertThat(frames).isEqualTo(10);
    }
  }

  private static String answer(Statement statement, String question) throws Exception {
    try (ResultSet result = statement.executeQuery(question)) {
      result.next();
      return result.getString(1);
    }
  }

  private Bundle stranger(String wanted) throws Exception {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "stranger");
    main.putValue("Import-Package", wanted);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new JarOutputStream(bytes, manifest).close();
    Path jar = Files.write(folder.resolve("stranger.jar"), bytes.toByteArray());
    return Inside.context().installBundle(jar.toUri().toString());
  }
}
