package org.bellcrank.vision;

import java.util.Arrays;

/**
 * An output of a model.
 *
 * @param name the output's name in the model
 * @param shape its dimensions
 * @param values row by row, as many as the dimensions' product; not copied
 */
public record Tensor(String name, long[] shape, float[] values) {

  /** Refuses a number of values that does not fit the shape. */
  public Tensor {
    long product = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (product != values.length) {
      throw new IllegalArgumentException(
          "output %s: given %d values; its shape %s holds %d"
              .formatted(name, values.length, Arrays.toString(shape), product));
    }
  }
}
