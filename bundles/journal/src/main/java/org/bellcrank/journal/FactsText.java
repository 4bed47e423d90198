package org.bellcrank.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Facts to JSON text and back. */
final class FactsText {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  private FactsText() {}

  static String write(Facts facts, boolean sorted) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      writeObject(out, facts.values(), sorted);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private static void writeObject(JsonGenerator out, Map<String, Object> values, boolean sorted)
      throws IOException {
    out.writeStartObject();
    if (sorted) {
      String[] keys = values.keySet().toArray(String[]::new);
      Arrays.sort(keys);
      for (String key : keys) {
        out.writeFieldName(key);
        writeValue(out, values.get(key), true);
      }
    } else {
      for (Map.Entry<String, Object> entry : values.entrySet()) {
        out.writeFieldName(entry.getKey());
        writeValue(out, entry.getValue(), false);
      }
    }
    out.writeEndObject();
  }

  private static void writeValue(JsonGenerator out, Object value, boolean sorted)
      throws IOException {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof Facts facts) {
      writeObject(out, facts.values(), sorted);
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object item : list) {
        writeValue(out, item, sorted);
      }
      out.writeEndArray();
    } else {
      throw new IllegalStateException("no fact: " + value.getClass());
    }
  }

  static Facts parse(String text) {
    try (JsonParser in = JSON.createParser(text)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new FactsException(
            "given JSON that starts with %s; wanted an object".formatted(in.currentToken()));
      }
      Facts facts = readObject(in);
      if (in.nextToken() != null) {
        throw new FactsException("given text after the end of the object; wanted one object");
      }
      return facts;
    } catch (JsonProcessingException e) {
      throw new FactsException("no JSON: " + oneLine(e), e);
    } catch (IOException e) {
      throw new FactsException("no JSON: " + e.getMessage(), e);
    }
  }

  /** What and where, without the parser's advice to its own users. */
  private static String oneLine(JsonProcessingException e) {
    String words = e.getOriginalMessage().replaceFirst("(?s): enable `.*", "");
    String line = words.replaceAll("\\p{Cntrl}+", " ");
    JsonLocation place = e.getLocation();
    return place == null
        ? line
        : "%s, line %d, column %d".formatted(line, place.getLineNr(), place.getColumnNr());
  }

  private static Facts readObject(JsonParser in) throws IOException {
    Facts.Builder builder = Facts.builder();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      in.nextToken();
      builder.put(key, readValue(in));
    }
    return builder.build();
  }

  private static Object readValue(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> readObject(in);
      case START_ARRAY -> readList(in);
      case VALUE_STRING -> in.getText();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NUMBER_INT ->
          in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? (Object) in.getDecimalValue()
              : (Object) in.getLongValue();
      case VALUE_NUMBER_FLOAT -> {
        double number = in.getDoubleValue();
        yield Double.isFinite(number) ? (Object) number : (Object) in.getDecimalValue();
      }
      case VALUE_NULL -> null;
      default -> throw new FactsException("unexpected " + in.currentToken());
    };
  }

  private static List<Object> readList(JsonParser in) throws IOException {
    List<Object> list = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      Object item = readValue(in);
      if (item == null) {
        throw new FactsException("given null in a list; a list holds values only");
      }
      list.add(item);
    }
    return list;
  }
}
