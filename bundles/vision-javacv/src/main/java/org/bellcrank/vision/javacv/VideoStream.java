package org.bellcrank.vision.javacv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.vision.CameraException;
import org.bellcrank.vision.Frame;
import org.bellcrank.vision.FrameStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;

/** A video file or a network stream through FFmpeg. */
final class VideoStream implements FrameStream {

  private final CameraSettings settings;
  private final Clock clock;
  private final Pace pace;
  private final String mark;
  private final Instant start;
  private final DecodedPictures pictures = new DecodedPictures();
  private FFmpegFrameGrabber grabber;
  private long sequence;
  private long inThisRound;
  private long lastMicros;
  private Duration before = Duration.ZERO;
  private Duration last = Duration.ZERO;

  VideoStream(CameraSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    pace = new Pace(settings.framesPerSecond());
    mark = settings.live() ? "" : mark(settings);
    grabber = opened(settings);
    start = settings.start().orElseGet(() -> ownTime(settings, grabber, clock));
  }

  private static String mark(CameraSettings settings) {
    if (CameraSettings.isAddress(settings.source())) {
      return FolderStream.mark(settings.place());
    }
    Path file = Path.of(settings.source());
    try {
      return FolderStream.mark(file.getFileName() + " " + Files.size(file));
    } catch (IOException e) {
      throw missing(settings, e);
    }
  }

  private static CameraException missing(CameraSettings settings, IOException e) {
    return new CameraException(
        "video %s cannot be read (%s); allowed: a video file that the gateway may read; the camera"
                .formatted(settings.place(), e.getMessage())
            + " stays off until its settings change",
        e);
  }

  private static FFmpegFrameGrabber opened(CameraSettings settings) {
    Natives.quiet();
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(settings.source());
    // As decoded: nobody may ever ask for the colours of a sound part's picture.
    grabber.setImageMode(FrameGrabber.ImageMode.RAW);
    if (CameraSettings.isAddress(settings.source())) {
      String micros = String.valueOf(settings.timeout().toNanos() / 1000);
      grabber.setOption("timeout", micros);
      grabber.setOption("rw_timeout", micros);
      if (settings.source().startsWith("rtsp")) {
        grabber.setOption("rtsp_transport", "tcp");
      }
    }
    try {
      grabber.start();
      if (!grabber.hasVideo() || grabber.getImageWidth() <= 0) {
        throw refused(settings, "holds no picture that can be decoded", null);
      }
      return grabber;
    } catch (FFmpegFrameGrabber.Exception e) {
      release(grabber);
      throw refused(settings, "cannot be opened (" + reason(e) + ")", e);
    } catch (CameraException e) {
      release(grabber);
      throw e;
    }
  }

  private static CameraException refused(CameraSettings settings, String what, Exception e) {
    String next =
        settings.live() ? "it is tried again" : "the camera stays off until its settings change";
    return new CameraException(
        "%s %s; allowed: a stream or file that FFmpeg decodes, for example H.264, H.265, MJPEG; %s"
            .formatted(settings.place(), what, next),
        e);
  }

  /** FFmpeg's words without the address, which may hold a password. */
  private static String reason(Exception e) {
    String text = String.valueOf(e.getMessage());
    int from = text.indexOf("error ");
    String code = from < 0 ? "" : text.substring(from + 6).replaceFirst("[^-0-9].*", "");
    if (code.isEmpty()) {
      return "unknown reason";
    }
    byte[] words = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
    avutil.av_strerror(Integer.parseInt(code), words, words.length);
    return new String(words, java.nio.charset.StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  private static Instant ownTime(CameraSettings settings, FFmpegFrameGrabber grabber, Clock clock) {
    String written = grabber.getMetadata("creation_time");
    if (written != null) {
      try {
        return Instant.parse(written);
      } catch (DateTimeParseException e) {
        // A time that nobody can read is as good as none: the file's own follows.
      }
    }
    if (CameraSettings.isAddress(settings.source())) {
      return clock.instant();
    }
    try {
      return Files.getLastModifiedTime(Path.of(settings.source())).toInstant();
    } catch (IOException e) {
      throw missing(settings, e);
    }
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    if (!settings.live()) {
      pace.await();
    }
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long begun = System.nanoTime();
      org.bytedeco.javacv.Frame image = grab();
      if (image == null) {
        if (!settings.live()) {
          requireWhole();
        }
        if (!settings.loop() || settings.live() || inThisRound == 0) {
          return Optional.empty();
        }
        again();
      } else if (!settings.live() || pace.due()) {
        // Reading a recording is its decoding; reading a live camera is mostly waiting for it.
        return Optional.of(frame(image, settings.live() ? System.nanoTime() : begun));
      }
    }
  }

  private org.bytedeco.javacv.Frame grab() {
    try {
      return grabber.grabImage();
    } catch (FFmpegFrameGrabber.Exception e) {
      throw refused(settings, "broke off (" + reason(e) + ")", e);
    }
  }

  private void requireWhole() {
    FilmLength length = FilmLength.of(grabber);
    if (length.isMissed(inThisRound, lastMicros)) {
      throw new CameraException(
          ("%s broke off after %d of %d frames (%.1f of %.1f s); allowed: a film that can be decoded"
                  + " to its end; what was seen before counts, the camera stays off until its"
                  + " settings change")
              .formatted(
                  settings.place(),
                  inThisRound,
                  length.frames(),
                  lastMicros / 1e6,
                  length.micros() / 1e6),
          null);
    }
  }

  private void again() {
    release(grabber);
    double rate = grabber.getVideoFrameRate();
    before = last.plusNanos(rate > 0 ? Math.round(1e9 / rate) : 40_000_000);
    inThisRound = 0;
    grabber = opened(settings);
  }

  private Frame frame(org.bytedeco.javacv.Frame image, long grabbed) {
    Frame frame =
        new Frame(
            settings.camera(),
            mark,
            sequence,
            sequence,
            captured(image.timestamp),
            grabbed,
            pictures.image((AVFrame) image.opaque),
            Optional.empty());
    sequence++;
    inThisRound++;
    lastMicros = image.timestamp;
    return frame;
  }

  private CaptureTime captured(long micros) {
    if (settings.live()) {
      return new CaptureTime(clock.instant(), ClockQuality.GATEWAY);
    }
    if (settings.interval().isPresent()) {
      return new CaptureTime(
          start.plus(settings.interval().get().multipliedBy(sequence)), ClockQuality.SOURCE);
    }
    last = before.plusNanos(micros * 1000);
    return new CaptureTime(start.plus(last), ClockQuality.SOURCE);
  }

  @Override
  public void close() {
    pictures.close();
    release(grabber);
  }

  private static void release(FFmpegFrameGrabber grabber) {
    try {
      grabber.release();
    } catch (FFmpegFrameGrabber.Exception e) {
      throw new CameraException("FFmpeg could not let go of a stream: " + e.getMessage(), e);
    }
  }
}
