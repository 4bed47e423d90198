package org.bellcrank.vision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The output layouts that the gateway knows. A further one is a class and a place in this list. */
public final class OutputLayouts {

  private static final Map<String, OutputLayout> BY_NAME =
      List.<OutputLayout>of(new Yolov8Layout()).stream()
          .collect(Collectors.toUnmodifiableMap(OutputLayout::name, Function.identity()));

  private OutputLayouts() {}

  /** The layout of a name. */
  public static Optional<OutputLayout> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The names a card may use, sorted. */
  public static List<String> names() {
    return BY_NAME.keySet().stream().sorted().toList();
  }
}
