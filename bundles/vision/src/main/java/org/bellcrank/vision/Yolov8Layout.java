package org.bellcrank.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One output {@code [1, 4 + classes, N]}: centre x, centre y, width and height in pixels of the
 * input, then one score per class. Each of the N places stands for its best class.
 */
final class Yolov8Layout implements OutputLayout {

  @Override
  public String name() {
    return "yolov8";
  }

  @Override
  public Optional<String> misfit(List<long[]> shapes, int classes) {
    if (shapes.size() == 1 && shapes.get(0).length == 3) {
      long[] shape = shapes.get(0);
      if (open(shape[0], 1) && open(shape[1], 4 + classes) && (shape[2] > 0 || shape[2] == -1)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        "given outputs %s; allowed for layout yolov8 with %d classes: one output [1, %d, N]"
            .formatted(shapes.stream().map(Arrays::toString).toList(), classes, 4 + classes));
  }

  private static boolean open(long given, long wanted) {
    return given == wanted || given == -1;
  }

  @Override
  public OptionalInt classes(List<long[]> shapes) {
    return shapes.size() == 1 && shapes.get(0).length == 3 && shapes.get(0)[1] > 4
        ? OptionalInt.of((int) shapes.get(0)[1] - 4)
        : OptionalInt.empty();
  }

  @Override
  public List<Candidate> read(List<Tensor> outputs, double minimum) {
    Tensor output = outputs.get(0);
    int classes = (int) output.shape()[1] - 4;
    int places = (int) output.shape()[2];
    float[] values = output.values();
    List<Candidate> candidates = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      int best = -1;
      float score = (float) minimum;
      for (int c = 0, at = 4 * places + place; c < classes; c++, at += places) {
        if (values[at] >= score) {
          score = values[at];
          best = c;
        }
      }
      if (best >= 0) {
        add(candidates, values, places, place, best, score);
      }
    }
    return candidates;
  }

  private static void add(
      List<Candidate> to, float[] values, int places, int place, int classIndex, float score) {
    double x = values[place];
    double y = values[places + place];
    double halfWidth = values[2 * places + place] / 2.0;
    double halfHeight = values[3 * places + place] / 2.0;
    boolean finite = Double.isFinite(x + y + halfWidth + halfHeight);
    if (finite && halfWidth > 0 && halfHeight > 0) {
      to.add(
          new Candidate(
              classIndex,
              Math.min(1.0, score),
              x - halfWidth,
              y - halfHeight,
              x + halfWidth,
              y + halfHeight));
    }
  }
}
