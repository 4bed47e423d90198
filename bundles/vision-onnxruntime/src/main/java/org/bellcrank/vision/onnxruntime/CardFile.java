package org.bellcrank.vision.onnxruntime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bellcrank.vision.Alignment;
import org.bellcrank.vision.ColourOrder;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ModelCard;
import org.bellcrank.vision.OutputLayouts;
import org.bellcrank.vision.PixelRange;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A model card as it stands in its file. Keys that only people read (licence, data, metrics,
 * limits) are passed over.
 */
final class CardFile {

  private static final int MOST_CHARACTERS = 262_144;

  private final String place;
  private final Map<?, ?> top;

  private CardFile(String place, Map<?, ?> top) {
    this.place = place;
    this.top = top;
  }

  /**
   * Reads the text of a card.
   *
   * @param place where it stands, for messages
   */
  static CardFile read(String yaml, String place) {
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(10)
            .setCodePointLimit(MOST_CHARACTERS)
            .setLabel(place)
            .build();
    try {
      if (new Load(settings).loadFromString(yaml) instanceof Map<?, ?> map) {
        return new CardFile(place, map);
      }
    } catch (YamlEngineException e) {
      throw new DetectorException(
          "%s: given text that is no YAML (%s); allowed: a model card; its model is not loaded"
              .formatted(place, e.getMessage().replaceAll("\\s+", " ")),
          e);
    }
    throw new DetectorException(
        "%s: given something else; allowed: a model card with name, version, file, sha256, input,"
                .formatted(place)
            + " output, classes; its model is not loaded",
        null);
  }

  /** Name of the model file beside the card. */
  String file() {
    String file = text(top, "file");
    if (!file.matches("[A-Za-z0-9._-]{1,100}")) {
      throw refused("file", file, "a file name beside the card");
    }
    return file;
  }

  /** The card's name. */
  String name() {
    return pattern("name", text(top, "name"));
  }

  /** Everything the gateway uses of the card. */
  ModelCard card() {
    Map<?, ?> input = map(top, "input");
    Map<?, ?> letterbox = input.containsKey("letterbox") ? map(input, "letterbox") : Map.of();
    String sha256 = text(top, "sha256");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw refused("sha256", sha256, "64 lower-case hexadecimal digits");
    }
    String layout = text(map(top, "output"), "layout");
    if (OutputLayouts.named(layout).isEmpty()) {
      throw refused("output.layout", layout, String.join(", ", OutputLayouts.names()));
    }
    try {
      return new ModelCard(
          name(),
          pattern("version", text(top, "version")),
          sha256,
          new ModelCard.Input(
              whole(input, "width"),
              whole(input, "height"),
              option("input.channels", text(input, "channels"), ColourOrder.class),
              range(input.get("range")),
              option(
                  "input.letterbox.placement",
                  letterbox.containsKey("placement") ? text(letterbox, "placement") : "centre",
                  Alignment.class),
              padding(letterbox.get("colour"))),
          layout,
          classes(),
          thresholds(),
          number(
              "nms.iou",
              top.containsKey("nms") ? map(top, "nms").get("iou") : Double.valueOf(0.5)));
    } catch (IllegalArgumentException e) {
      throw new DetectorException(
          "%s: %s; its model is not loaded".formatted(place, e.getMessage()), e);
    }
  }

  private List<String> classes() {
    List<String> names = new ArrayList<>();
    if (top.get("classes") instanceof List<?> list) {
      list.forEach(name -> names.add(pattern("classes", String.valueOf(name))));
    }
    if (names.isEmpty() || names.stream().distinct().count() != names.size()) {
      throw refused("classes", names.toString(), "a list of different names");
    }
    return names;
  }

  private Map<String, Double> thresholds() {
    Map<String, Double> thresholds = new TreeMap<>();
    if (top.get("thresholds") instanceof Map<?, ?> map) {
      map.forEach(
          (tier, value) ->
              thresholds.put(String.valueOf(tier), number("thresholds." + tier, value)));
    }
    return thresholds;
  }

  private PixelRange range(Object given) {
    if (given instanceof List<?> pair
        && pair.size() == 2
        && pair.get(0) instanceof Number low
        && pair.get(1) instanceof Number high) {
      for (PixelRange range : PixelRange.values()) {
        if (range.of(0) == low.floatValue() && range.of(255) == high.floatValue()) {
          return range;
        }
      }
    }
    throw refused("input.range", given, "[0, 255], [0, 1], [-1, 1]");
  }

  private int padding(Object given) {
    if (given == null) {
      return 114;
    }
    Object first = given instanceof List<?> list && !list.isEmpty() ? list.get(0) : given;
    boolean even = !(given instanceof List<?> list) || list.stream().allMatch(first::equals);
    if (even && first instanceof Integer value) {
      return value;
    }
    throw refused(
        "input.letterbox.colour", given, "one grey of 0 to 255, the same in each channel");
  }

  private int whole(Map<?, ?> map, String key) {
    if (map.get(key) instanceof Integer value) {
      return value;
    }
    throw refused("input." + key, map.get(key), "pixels, 1 to 8192");
  }

  private double number(String field, Object given) {
    if (given instanceof Number value) {
      return value.doubleValue();
    }
    throw refused(field, given, "a number of 0 to 1");
  }

  private <E extends Enum<E>> E option(String field, String given, Class<E> type) {
    String wanted = given.toUpperCase(Locale.ROOT).replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(wanted)) {
        return constant;
      }
    }
    throw refused(
        field,
        given,
        java.util.Arrays.stream(type.getEnumConstants())
            .map(Enum::name)
            .collect(Collectors.joining(", ")));
  }

  private String pattern(String field, String given) {
    if (!given.matches("[A-Za-z0-9._ -]{1,64}")) {
      throw refused(field, given, "1 to 64 letters, digits, blank . _ -");
    }
    return given;
  }

  private String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null || value instanceof Map || value instanceof List) {
      throw refused(key, value, "a text");
    }
    return value.toString();
  }

  private Map<?, ?> map(Map<?, ?> in, String key) {
    if (in.get(key) instanceof Map<?, ?> map) {
      return map;
    }
    throw refused(key, in.get(key), "a section with its own keys");
  }

  private DetectorException refused(String field, Object given, String allowed) {
    return new DetectorException(
        "%s %s: given %s; allowed: %s; its model is not loaded"
            .formatted(place, field, given == null ? "nothing" : given, allowed),
        null);
  }
}
