package org.bellcrank.vision;

/**
 * Where an image belongs in a model's input: three planes of numbers, one a colour, rows from the
 * top, in one array that is written into.
 *
 * @param values the input's array; written only where the image lies
 * @param red index of the image's upper left value in the plane of red
 * @param green the same in the plane of green
 * @param blue the same in the plane of blue
 * @param stride values from one row to the next, at least {@code width}
 * @param width pixels in a row of the image as it is laid in, at least 1
 * @param height its rows, at least 1
 * @param range numbers for dark and bright
 */
public record ColourPlanes(
    float[] values,
    int red,
    int green,
    int blue,
    int stride,
    int width,
    int height,
    PixelRange range) {

  /** Where a letterbox puts the image into a model's input of three colours. */
  static ColourPlanes of(Letterbox box, ModelCard.Input input, float[] values) {
    int plane = input.width() * input.height();
    int first = box.top() * input.width() + box.left();
    boolean redFirst = input.colours() == ColourOrder.RGB;
    return new ColourPlanes(
        values,
        redFirst ? first : first + 2 * plane,
        first + plane,
        redFirst ? first + 2 * plane : first,
        input.width(),
        box.contentWidth(),
        box.contentHeight(),
        input.range());
  }
}
