package org.bellcrank.vision.javacv;

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
      String version = Loader.class.getPackage().getImplementationVersion();
      Path folder = data.root().resolve("natives");
      System.setProperty(
          FOLDER, folder.resolve("javacpp-" + (version == null ? "1.5.13" : version)).toString());
    }
  }

  /** FFmpeg's own lines would stand beside ours and name addresses with passwords. */
  static void quiet() {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }
}
