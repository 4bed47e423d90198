package org.bellcrank.vision.javacv;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/**
 * How long a film says it is.
 *
 * @param frames pictures of its video track; 0 where it does not say
 * @param micros microseconds of its video track; 0 where it does not say
 */
record FilmLength(long frames, long micros) {

  private static final long SECOND = 1_000_000;

  static FilmLength of(FFmpegFrameGrabber grabber) {
    AVFormatContext film = grabber.getFormatContext();
    for (int i = 0; i < film.nb_streams(); i++) {
      AVStream track = film.streams(i);
      if (track.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
        double seconds = track.duration() * avutil.av_q2d(track.time_base());
        return new FilmLength(
            Math.max(0, track.nb_frames()), Math.max(0, Math.round(seconds * SECOND)));
      }
    }
    return new FilmLength(0, 0);
  }

  /**
   * Whether an end came too early: pictures are missing and time is, since a film that was trimmed
   * without writing it anew holds pictures that nobody is meant to see.
   *
   * @param seen pictures decoded
   * @param lastMicros time of the last one
   */
  boolean isMissed(long seen, long lastMicros) {
    if (frames == 0 || micros == 0 || seen >= frames) {
      return false;
    }
    long between = micros / frames;
    return lastMicros + 4 * between < micros;
  }
}
