package org.bellcrank.vision.javacv;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;

import org.bellcrank.vision.Image;
import org.bellcrank.vision.ImageCoder.WithThumbnail;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.Pixels;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Turns images of one size into JPEG files of one quality, and into a thumbnail besides. Native
 * memory: whoever made it closes it. For one thread at a time.
 */
final class JpegPress implements Spares.Tool<JpegPress.Shape> {

  private final Shape shape;
  private final JpegEncoder full;
  private Colours colours;
  private Thumbnails thumbnails;

  JpegPress(Shape shape) {
    this.shape = shape;
    full = new JpegEncoder(shape.width, shape.height, shape.coarseness);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  /** A JPEG file of an image of this press's size. */
  Picture press(Image image) {
    AVFrame planes = full.planes();
    if (image instanceof Planes video) {
      NativePictures.fill(planes, video.wide());
    } else {
      colours = colours == null ? new Colours(planes) : colours;
      colours.lay(image.pixels(), planes);
    }
    return full.encode();
  }

  /** As {@link #press}, and a thumbnail from the same planes. */
  WithThumbnail pressTwice(Image image) {
    Picture file = press(image);
    thumbnails = thumbnails == null ? new Thumbnails(full.planes(), shape) : thumbnails;
    return new WithThumbnail(file, thumbnails.press(full.planes()));
  }

  @Override
  public void close() {
    if (colours != null) {
      colours.close();
    }
    if (thumbnails != null) {
      thumbnails.close();
    }
    full.close();
  }

  /** From colours to JPEG's planes. */
  private static final class Colours {

    private final AVFrame image;
    private final SwsContext scaler;

    Colours(AVFrame planes) {
      image = NativePictures.allocated(planes.width(), planes.height(), AV_PIX_FMT_BGR24);
      scaler = NativePictures.scaler(image, planes);
    }

    void lay(Pixels pixels, AVFrame planes) {
      NativePictures.rows(image, 0, pixels.bgr(), pixels.width() * 3, pixels.height());
      swscale.sws_scale(
          scaler,
          image.data(),
          image.linesize(),
          0,
          image.height(),
          planes.data(),
          planes.linesize());
    }

    void close() {
      swscale.sws_freeContext(scaler);
      avutil.av_frame_free(image);
    }
  }

  /** From JPEG's planes to a small file. */
  private static final class Thumbnails {

    private static final int COARSENESS = 5;

    private final JpegEncoder small;
    private final SwsContext shrinking;

    Thumbnails(AVFrame planes, Shape shape) {
      small = new JpegEncoder(shape.thumbnailWidth, shape.thumbnailHeight(), COARSENESS);
      shrinking = NativePictures.scaler(planes, small.planes());
    }

    Picture press(AVFrame planes) {
      AVFrame to = small.planes();
      swscale.sws_scale(
          shrinking,
          planes.data(),
          planes.linesize(),
          0,
          planes.height(),
          to.data(),
          to.linesize());
      return small.encode();
    }

    void close() {
      swscale.sws_freeContext(shrinking);
      small.close();
    }
  }

  /**
   * What a press is made for.
   *
   * @param coarseness FFmpeg's quantiser scale, 2 (finest) to 31
   * @param thumbnailWidth at most {@code width}
   */
  record Shape(int width, int height, int coarseness, int thumbnailWidth) {

    int thumbnailHeight() {
      return Math.max(1, Math.round(height * (float) thumbnailWidth / width));
    }
  }
}
