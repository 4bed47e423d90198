package org.bellcrank.itests.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.vision.Detector;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;

/**
 * The necessary minimum: FFmpeg decodes on one thread, and the same session runs on another as soon
 * as a frame is there, always with the same input. No colour is converted, nothing is laid in,
 * read, drawn or kept.
 */
final class BareLoop {

  private static final int GREY = 128;

  private final Path film;
  private final Detector detector;
  private final BlockingQueue<Boolean> frames = new ArrayBlockingQueue<>(1);
  private final AtomicReference<FrameGrabber.Exception> failure = new AtomicReference<>();

  BareLoop(Path film, Detector detector) {
    this.film = film;
    this.detector = detector;
  }

  /** Frames a second, from the first one's inference to the last one's. */
  double framesPerSecond() throws BenchException, InterruptedException {
    float[] input = new float[detector.card().input().values()];
    Arrays.fill(input, detector.card().input().range().of(GREY));
    Thread decoding = new Thread(this::decode, "bench-decode");
    decoding.setDaemon(true);
    decoding.start();
    long first = 0;
    long ran = 0;
    while (frames.take()) {
      detector.run(input);
      if (ran++ == 0) {
        first = System.nanoTime();
      }
    }
    long last = System.nanoTime();
    decoding.join();
    if (failure.get() != null) {
      throw new BenchException("film " + film + " cannot be decoded", failure.get());
    }
    if (ran < 2) {
      throw new BenchException(
          "film %s: given %d frames that can be decoded; allowed: at least 2".formatted(film, ran));
    }
    return (ran - 1) * 1e9 / (last - first);
  }

  private void decode() {
    try {
      try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(film.toString())) {
        grabber.setImageMode(FrameGrabber.ImageMode.RAW);
        grabber.start();
        while (grabber.grabImage() != null) {
          frames.put(true);
        }
      } catch (FrameGrabber.Exception e) {
        failure.set(e);
      } finally {
        frames.put(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
