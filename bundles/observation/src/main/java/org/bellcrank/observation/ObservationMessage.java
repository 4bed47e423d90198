package org.bellcrank.observation;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;

/**
 * Reads the JSON message in which other systems report an observation, the same over every
 * transport.
 *
 * <p>Keys by {@code type}: {@code inspection} has {@code detections} (each {@code point}, {@code
 * class}, {@code confidence}, {@code box} as {@code [x1, y1, x2, y2]}, {@code track}), {@code
 * width}, {@code height}, {@code images} (each {@code role}, {@code mediaType}, {@code base64});
 * {@code measurement} has {@code point}, {@code value}, {@code unit}; {@code prediction} has {@code
 * point}, {@code failureMode}, {@code confidence}, {@code remainingLifeDays}; {@code deviceStatus}
 * has {@code device}, {@code status}, {@code detail}. A {@code model} has {@code name} and may have
 * {@code version}, {@code sha256}, {@code provider}. All have {@code id}, {@code source}, {@code
 * capturedAt}, {@code clockSynchronised}, {@code context}. An unknown key is refused, so that
 * nothing is lost unseen.
 */
public final class ObservationMessage {

  private static final Set<String> COMMON =
      Set.of("type", "id", "source", "capturedAt", "clockSynchronised", "context");
  private static final Map<String, Set<String>> OWN =
      Map.of(
          "inspection", Set.of("detections", "width", "height", "images", "model"),
          "measurement", Set.of("point", "value", "unit"),
          "prediction", Set.of("point", "failureMode", "confidence", "remainingLifeDays", "model"),
          "deviceStatus", Set.of("device", "status", "detail"));

  private final EvidenceStore evidence;
  private final WrongTime wrongTime;

  /** What becomes of a message whose time cannot be. */
  public enum WrongTime {
    /** It is refused: its sender is told and keeps it. */
    REFUSED,
    /** It is read: nobody would send it again. The intake gives it the gateway's time. */
    READ
  }

  /** A reader that keeps the images of messages in {@code evidence}; safe for any thread. */
  public ObservationMessage(EvidenceStore evidence, WrongTime wrongTime) {
    this.evidence = evidence;
    this.wrongTime = wrongTime;
  }

  /**
   * Reads a message; images it carries are kept before this returns, those of a refused message are
   * not.
   *
   * @param json the message
   * @param source who sent it, where the message does not say
   * @param now the gateway's time, where the message has none
   * @throws RefusedObservationException when it is not well formed; says field, given, allowed; an
   *     observation without images may still be refused by the intake
   */
  public Observation read(String json, String source, Instant now) {
    return read(json, source, now, Optional.empty());
  }

  /**
   * Reads a message that its sender gave a key, which is the same when it is sent again.
   *
   * @param key makes the id of a message that names none, together with its content: two messages
   *     that say the same under two keys are two; empty where there is no key
   * @throws RefusedObservationException when it is not well formed; says field, given, allowed
   */
  public Observation read(String json, String source, Instant now, Optional<String> key) {
    Facts message;
    try {
      message = Facts.parse(json);
    } catch (FactsException e) {
      throw unreadable(e, "one JSON object");
    }
    try {
      return read(message, key.map(each -> each + '\n' + json).orElse(json), source, now);
    } catch (FactsException | IllegalArgumentException e) {
      throw unreadable(e, "the keys and types of the message format");
    }
  }

  /** The reader's own words, where they say given and allowed, else what a message may be. */
  private static RefusedObservationException unreadable(RuntimeException e, String otherwise) {
    String[] words =
        String.valueOf(e.getMessage())
            .replaceFirst("^given ", "")
            .split("; (allowed|wanted):? ", 2);
    return new RefusedObservationException(
        "message", words[0], words.length == 2 ? words[1] : otherwise);
  }

  private Observation read(Facts message, String content, String source, Instant now) {
    String type = message.text("type").orElse("");
    if (!OWN.containsKey(type)) {
      throw new RefusedObservationException(
          "type", shown(message, "type"), "inspection, measurement, prediction, deviceStatus");
    }
    known(message, "", COMMON, OWN.get(type));
    String from = message.text("source").orElse(source);
    String id = message.text("id").orElseGet(() -> ObservationId.of(from, content));
    CaptureTime captured = captured(message, now);
    Map<String, String> context = context(message);
    return switch (type) {
      case "inspection" -> inspection(message, id, from, captured, context);
      case "measurement" ->
          new Measurement(
              id,
              from,
              captured,
              text(message, "point"),
              number(message, "value"),
              message.text("unit"),
              context);
      case "prediction" ->
          new Prediction(
              id,
              from,
              captured,
              text(message, "point"),
              text(message, "failureMode"),
              share(message, "", "confidence"),
              message.number("remainingLifeDays").stream().boxed().findFirst(),
              model(message),
              context);
      default ->
          new DeviceStatus(
              id,
              from,
              captured,
              text(message, "device"),
              constant(DeviceStatus.Status.class, text(message, "status"), "status"),
              message.text("detail").orElse(""),
              context);
    };
  }

  private Inspection inspection(
      Facts message, String id, String from, CaptureTime captured, Map<String, String> context) {
    List<Detection> detections = new ArrayList<>();
    List<Facts> given = message.factsList("detections");
    for (int i = 0; i < given.size(); i++) {
      detections.add(detection(given.get(i), "detections[" + i + "]."));
    }
    List<MessageImage> images = new ArrayList<>();
    List<Facts> shown = message.factsList("images");
    for (int i = 0; i < shown.size(); i++) {
      images.add(MessageImage.of(shown.get(i), "images[" + i + "]."));
    }
    Function<List<EvidenceItem>, Inspection> with =
        items ->
            new Inspection(
                id,
                from,
                captured,
                (int) message.whole("width").orElse(0),
                (int) message.whole("height").orElse(0),
                detections,
                model(message),
                items,
                context);
    // What is refused leaves no image behind.
    ObservationCheck.require(with.apply(images.stream().map(MessageImage::unkept).toList()));
    return with.apply(images.stream().map(image -> image.kept(evidence)).toList());
  }

  private static Detection detection(Facts facts, String at) {
    known(facts, at, Set.of("point", "class", "confidence", "box", "track"), Set.of());
    Optional<Box> box = Optional.empty();
    if (facts.has("box")) {
      List<Object> edges = facts.list("box");
      if (edges.size() != 4 || !edges.stream().allMatch(Number.class::isInstance)) {
        throw new RefusedObservationException(
            at + "box", edges.toString(), "[x1, y1, x2, y2] in pixels of the image");
      }
      double[] edge = edges.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
      if (!(edge[0] < edge[2] && edge[1] < edge[3])) {
        throw new RefusedObservationException(at + "box", edges.toString(), "x1 < x2 and y1 < y2");
      }
      box = Optional.of(new Box(edge[0], edge[1], edge[2], edge[3]));
    }
    return new Detection(
        required(facts, at, "point"),
        required(facts, at, "class"),
        share(facts, at, "confidence"),
        box,
        facts.text("track"));
  }

  private static Optional<ModelStamp> model(Facts message) {
    Optional<Facts> given = message.facts("model");
    given.ifPresent(
        model -> known(model, "model.", Set.of("name", "version", "sha256", "provider"), Set.of()));
    return given.map(
        model ->
            new ModelStamp(
                required(model, "model.", "name"),
                model.text("version").orElse("unknown"),
                model.text("sha256").orElse(""),
                model.text("provider").orElse("unknown")));
  }

  private CaptureTime captured(Facts message, Instant now) {
    Optional<String> at = message.text("capturedAt");
    if (at.isEmpty()) {
      return new CaptureTime(now, CaptureTime.ClockQuality.GATEWAY);
    }
    try {
      Instant told = Instant.parse(at.get());
      if (wrongTime == WrongTime.REFUSED) {
        ObservationCheck.time(told, now);
      }
      return new CaptureTime(
          told,
          message.bool("clockSynchronised").orElse(false)
              ? CaptureTime.ClockQuality.SYNCHRONISED
              : CaptureTime.ClockQuality.SOURCE);
    } catch (DateTimeParseException e) {
      throw new RefusedObservationException(
          "capturedAt", at.get(), "an instant such as 2026-03-29T06:00:00Z");
    }
  }

  private static Map<String, String> context(Facts message) {
    Map<String, String> context = new HashMap<>();
    message
        .facts("context")
        .ifPresent(
            facts ->
                facts.values().forEach((key, value) -> context.put(key, String.valueOf(value))));
    return context;
  }

  static void known(Facts facts, String at, Set<String> some, Set<String> others) {
    for (String key : facts.values().keySet()) {
      if (!some.contains(key) && !others.contains(key)) {
        List<String> allowed = new ArrayList<>(some);
        allowed.addAll(others);
        allowed.sort(null);
        throw new RefusedObservationException(
            at + key, "an unknown field", String.join(", ", allowed));
      }
    }
  }

  private static String text(Facts facts, String key) {
    return required(facts, "", key);
  }

  static String required(Facts facts, String at, String key) {
    if (!(facts.values().get(key) instanceof String text) || text.isBlank()) {
      throw new RefusedObservationException(
          at + key, shown(facts, key), "a text that is not empty");
    }
    return text;
  }

  private static double number(Facts facts, String key) {
    if (!(facts.values().get(key) instanceof Number number)) {
      throw new RefusedObservationException(key, shown(facts, key), "a finite number");
    }
    return number.doubleValue();
  }

  private static double share(Facts facts, String at, String key) {
    if (!(facts.values().get(key) instanceof Number number)
        || !(number.doubleValue() >= 0 && number.doubleValue() <= 1)) {
      throw new RefusedObservationException(at + key, shown(facts, key), "a number from 0 to 1");
    }
    return number.doubleValue();
  }

  static <E extends Enum<E>> E constant(Class<E> type, String given, String field) {
    String wanted = given.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedObservationException(
                    field,
                    given,
                    String.join(
                            ", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList())
                        .toLowerCase(Locale.ROOT)));
  }

  private static String shown(Facts facts, String key) {
    Object value = facts.values().get(key);
    return value == null ? "nothing" : "'" + value + "'";
  }
}
