package org.bellcrank.vision.javacv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.vision.CameraException;
import org.bellcrank.vision.Frame;
import org.bellcrank.vision.FrameStream;
import org.bellcrank.vision.ImageCoder;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.Pixels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of a folder in the order of their capture; each file is the untouched original. */
final class FolderStream implements FrameStream {

  private static final Logger LOG = LoggerFactory.getLogger(FolderStream.class);

  private static final Comparator<Path> IN_ORDER =
      Comparator.comparing((Path file) -> file.getFileName().toString(), new NameOrder());

  private final CameraSettings settings;
  private final ImageCoder coder;
  private final Pace pace;
  private final List<Shot> shots;
  private int next;
  private long rounds;
  private long looks;

  /** Looks of the rounds before this one: one without any ends a loop. */
  private long before;

  FolderStream(CameraSettings settings, Path folder, ImageCoder coder) {
    this.settings = settings;
    this.coder = coder;
    pace = new Pace(settings.framesPerSecond());
    shots = shots(settings, folder);
  }

  private static List<Shot> shots(CameraSettings settings, Path folder) {
    List<Shot> shots = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> images =
          files
              .filter(FolderStream::isImage)
              .filter(file -> allowed(settings, file))
              .sorted(IN_ORDER)
              .toList();
      for (Path file : images) {
        captured(settings, file, shots.size()).ifPresent(at -> shots.add(new Shot(file, at)));
      }
    } catch (IOException e) {
      throw unreadable(settings, "cannot be listed (" + e.getMessage() + ")", e);
    }
    if (shots.isEmpty()) {
      throw unreadable(settings, "holds no image that the settings allow", null);
    }
    shots.sort(Comparator.comparing(Shot::captured).thenComparing(Shot::file, IN_ORDER));
    return List.copyOf(shots);
  }

  private static boolean allowed(CameraSettings settings, Path file) {
    return settings.files().isEmpty()
        || settings.files().get().matcher(file.getFileName().toString()).find();
  }

  private static CameraException unreadable(CameraSettings settings, String what, Exception e) {
    return new CameraException(
        "folder %s %s; allowed: JPEG, PNG or BMP files whose names match file.pattern and"
                .formatted(settings.place(), what)
            + " capture.pattern; the camera stays off until its settings change",
        e);
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Stream.of(".jpg", ".jpeg", ".png", ".bmp").anyMatch(name::endsWith);
  }

  private static Optional<Instant> captured(CameraSettings settings, Path file, int place)
      throws IOException {
    if (settings.names().isPresent()) {
      return settings.names().get().time(file.getFileName().toString());
    }
    if (settings.start().isPresent() && settings.interval().isPresent()) {
      return Optional.of(
          settings.start().get().plus(settings.interval().get().multipliedBy(place)));
    }
    return Optional.of(Files.getLastModifiedTime(file).toInstant());
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    while (true) {
      if (next == shots.size()) {
        if (!settings.loop() || looks == before) {
          return Optional.empty();
        }
        before = looks;
        next = 0;
        rounds++;
      }
      pace.await();
      Shot shot = shots.get(next++);
      Optional<Frame> frame = read(shot);
      if (frame.isPresent()) {
        return frame;
      }
    }
  }

  private Optional<Frame> read(Shot shot) {
    try {
      byte[] file = Files.readAllBytes(shot.file);
      Pixels pixels = coder.decode(file);
      String name = shot.file.getFileName().toString();
      return Optional.of(
          new Frame(
              settings.camera(),
              mark(name),
              rounds,
              looks++,
              new CaptureTime(shot.captured, ClockQuality.SOURCE),
              System.nanoTime(),
              pixels,
              Optional.of(new Picture(file, mediaType(name)))));
    } catch (IOException | CameraException e) {
      LOG.warn("camera {}: image {} is left out: {}", settings.camera(), shot.file, e.getMessage());
      return Optional.empty();
    }
  }

  /** Eight digits that tell one recording from another. */
  static String mark(String name) {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(sum.getValue());
  }

  private static String mediaType(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".png")) {
      return "image/png";
    }
    return lower.endsWith(".bmp") ? "image/bmp" : "image/jpeg";
  }

  @Override
  public void close() {
    next = shots.size();
  }

  private record Shot(Path file, Instant captured) {}
}
