package org.bellcrank.vision.javacv;

import java.io.IOException;
import java.nio.file.Path;
import org.bellcrank.journal.DataDirectory;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;

/** Where FFmpeg's natives are unpacked: a folder of their own version, so that none is mixed. */
final class Natives {

  private static final String FOLDER = "org.bytedeco.javacpp.cachedir";

  private Natives() {}

  /** Takes the data directory unless the machine's owner chose another folder. */
  static synchronized void unpackTo(DataDirectory data) {
    if (System.getProperty(FOLDER) == null) {
      Path folder = data.root().resolve("natives").resolve("javacpp-" + version());
      System.setProperty(FOLDER, folder.toString());
    }
  }

  private static String version() {
    try {
      return Loader.getVersion();
    } catch (IOException e) {
      throw new IllegalStateException("the FFmpeg bundle does not tell its version", e);
    }
  }

  /** FFmpeg's own lines would stand beside ours and name addresses with passwords. */
  static void quiet() {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }
}
