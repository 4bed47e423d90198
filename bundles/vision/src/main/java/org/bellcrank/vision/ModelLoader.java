package org.bellcrank.vision;

import java.nio.file.Path;
import java.util.Optional;

/** Opens a model file that is no service yet, for evaluation and comparison. */
public interface ModelLoader {

  /**
   * Loads a model.
   *
   * @param model the ONNX file
   * @param card its card; empty: the input is read from the model and the rest from the hints
   * @param hints used where there is no card
   * @throws DetectorException when the file is no model, or does not fit its card
   */
  Loaded load(Path model, Optional<Path> card, Hints hints);

  /**
   * Loads a model that an installed bundle brings, whether or not it is offered as a service.
   *
   * @return empty when no bundle brings one
   * @throws DetectorException when the model is there and cannot be run
   */
  Optional<Loaded> shipped();

  /**
   * How to read a model without a card.
   *
   * @param layout name of the output layout
   * @param range values the input expects
   * @param alignment where the image sits in the input
   */
  record Hints(String layout, PixelRange range, Alignment alignment) {

    /** Output layout yolov8, values 0 to 255, image centred. */
    public static Hints usual() {
      return new Hints("yolov8", PixelRange.BYTE, Alignment.CENTRE);
    }
  }

  /** A model that is to be closed by whoever loaded it. */
  interface Loaded extends Detector, AutoCloseable {
    @Override
    void close();
  }
}
