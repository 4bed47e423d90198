package org.bellcrank.vision.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;

import java.util.Arrays;
import org.bellcrank.vision.Image;
import org.bellcrank.vision.Pixels;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Images of decoded pictures: planes where they can stay planes, colours at once of any other form.
 * For one thread at a time; the images are for any.
 */
final class DecodedPictures implements AutoCloseable {

  private static final int MOST_IDLE = 4;

  private final Spares<PlaneScaler.Shape, PlaneScaler> scalers =
      new Spares<>(PlaneScaler::new, MOST_IDLE);
  private AVFrame colours;
  private SwsContext converting;
  private int[] converted = {};

  /** An image of its own: the picture may change afterwards. */
  Image image(AVFrame picture) {
    return Planes.fits(picture) ? Planes.of(picture, scalers) : pixels(picture);
  }

  private Pixels pixels(AVFrame picture) {
    int[] form = {picture.width(), picture.height(), picture.format()};
    if (!Arrays.equals(form, converted)) {
      free();
      colours = NativePictures.allocated(form[0], form[1], AV_PIX_FMT_BGR24);
      converting = NativePictures.scaler(picture, colours);
      converted = form;
    }
    swscale.sws_scale(
        converting,
        picture.data(),
        picture.linesize(),
        0,
        form[1],
        colours.data(),
        colours.linesize());
    Pixels pixels = Pixels.black(form[0], form[1]);
    NativePictures.read(colours, pixels);
    return pixels;
  }

  private void free() {
    if (converted.length > 0) {
      swscale.sws_freeContext(converting);
      avutil.av_frame_free(colours);
      converted = new int[0];
    }
  }

  /** Images that were made go on working. */
  @Override
  public void close() {
    free();
    scalers.close();
  }
}
