package org.bellcrank.itests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.vision.CameraStatus;
import org.bellcrank.vision.Cameras;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Lets the gateway's own camera play a film from its first frame to its last. */
final class CameraRun {

  private static final String CAMERA = "org.bellcrank.vision.javacv.Camera";
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final long LOOK_EVERY_MILLIS = 10;

  private final ConfigurationAdmin configurations;
  private final Cameras cameras;
  private final DeliveryBook deliveries;

  CameraRun(Services services) throws BenchException, InterruptedException {
    configurations = services.get(ConfigurationAdmin.class);
    cameras = services.get(Cameras.class);
    deliveries = services.get(DeliveryBook.class);
  }

  /**
   * Plays a film.
   *
   * @param camera id of the camera, new for each run
   * @param framesPerSecond 0: as fast as it goes
   */
  Played play(String camera, Path film, double framesPerSecond)
      throws BenchException, InterruptedException {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("kura.service.pid", camera);
    properties.put("camera.id", camera);
    properties.put("source", film.toString());
    properties.put("frames.per.second", framesPerSecond);
    properties.put("capture.start", "2026-03-02T06:00:00Z");
    try {
      Configuration configuration = configurations.getFactoryConfiguration(CAMERA, camera, "?");
      configuration.update(properties);
      try {
        Played played = watch(camera);
        delivered();
        return played;
      } finally {
        configuration.delete();
      }
    } catch (IOException e) {
      throw new BenchException("camera " + camera + " cannot be configured", e);
    }
  }

  /** One run's orders are not to be delivered on another run's time. */
  private void delivered() throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (deliveries.health().stream().anyMatch(each -> each.queue() > 0)) {
      if (System.nanoTime() > deadline) {
        throw new BenchException(
            "orders were not delivered within %d s".formatted(LIMIT.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private Played watch(String camera) throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    long first = 0;
    long before = 0;
    while (System.nanoTime() < deadline) {
      Optional<CameraStatus> status =
          cameras.all().stream().filter(each -> each.camera().equals(camera)).findFirst();
      if (status.isPresent() && first == 0 && status.get().looked() > 0) {
        first = System.nanoTime();
        before = status.get().looked();
      }
      if (status.isPresent() && status.get().state() == CameraStatus.State.ENDED) {
        double seconds = (System.nanoTime() - first) / 1e9;
        return new Played(status.get(), (status.get().looked() - before) / seconds);
      }
      if (status.isPresent() && status.get().state() == CameraStatus.State.FAILED) {
        throw new BenchException("camera " + camera + ": " + status.get().detail());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    throw new BenchException(
        "camera %s did not reach the end of its film within %d s"
            .formatted(camera, LIMIT.toSeconds()));
  }

  /**
   * A film that was played.
   *
   * @param status the camera's own figures at its end
   * @param framesPerSecond from the first look to the last frame's evidence
   */
  record Played(CameraStatus status, double framesPerSecond) {}
}
