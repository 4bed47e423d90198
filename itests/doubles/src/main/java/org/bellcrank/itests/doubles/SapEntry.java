package org.bellcrank.itests.doubles;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.olingo.odata2.api.edm.EdmEntitySet;
import org.apache.olingo.odata2.api.edm.EdmEntityType;
import org.apache.olingo.odata2.api.edm.EdmLiteralKind;
import org.apache.olingo.odata2.api.edm.EdmNavigationProperty;
import org.apache.olingo.odata2.api.edm.EdmProperty;
import org.apache.olingo.odata2.api.edm.EdmSimpleType;
import org.apache.olingo.odata2.api.edm.EdmSimpleTypeException;
import org.apache.olingo.odata2.api.ep.EntityProvider;
import org.apache.olingo.odata2.api.ep.EntityProviderReadProperties;
import org.apache.olingo.odata2.api.ep.entry.ODataEntry;
import org.apache.olingo.odata2.api.ep.feed.ODataFeed;
import org.apache.olingo.odata2.api.exception.ODataException;

/**
 * Reads the body of a write. The library checks it against the data model: names, types, lengths.
 * What the annotations of the model say beyond that is checked here.
 */
final class SapEntry {

  private final SapFields fields;
  private final boolean cut;
  private final boolean ignoreReadOnly;
  private final List<String> frozen;

  SapEntry(Settings settings, SapFields fields) {
    this.fields = fields;
    cut = "cut".equals(settings.text("text.long"));
    ignoreReadOnly = "ignore".equals(settings.text("field.readonly"));
    frozen = settings.list("field.frozen");
  }

  /** A new entity with its children, as it would be kept; refusals go into the errors. */
  Map<String, Object> created(EdmEntitySet set, Request request, List<CmmsError> errors)
      throws CmmsError, ODataException {
    Map<String, Object> read = read(set, request, false).getProperties();
    return checked(fields.entity(set.getName()), set.getEntityType(), read, true, errors);
  }

  /** The fields that a change names, as they would be kept; null takes a field's value away. */
  Map<String, Object> changed(EdmEntitySet set, Request request, List<CmmsError> errors)
      throws CmmsError, ODataException {
    Map<String, Object> read = read(set, request, true).getProperties();
    Map<String, Object> kept =
        checked(fields.entity(set.getName()), set.getEntityType(), read, false, errors);
    kept.keySet().removeAll(frozen);
    return kept;
  }

  /** Without the facets: of these the library would name neither the field nor more than one. */
  private static ODataEntry read(EdmEntitySet set, Request request, boolean merge)
      throws CmmsError, ODataException {
    String type = request.header("content-type").orElse("none");
    if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new CmmsError("media", type);
    }
    Map<String, Object> body;
    try {
      body = Json.readObject(request.body());
    } catch (Json.Malformed malformed) {
      throw new CmmsError("no-json", malformed.getMessage());
    }
    try {
      return EntityProvider.readEntry(
          "application/json",
          set,
          new ByteArrayInputStream(request.body()),
          EntityProviderReadProperties.init()
              .mergeSemantic(merge)
              .isValidatingFacets(false)
              .build());
    } catch (ODataException refused) {
      Optional<CmmsError> culprit = SapCulprit.in(set.getEntityType(), body);
      if (culprit.isPresent()) {
        throw culprit.get();
      }
      throw refused;
    }
  }

  private Map<String, Object> checked(
      String entity,
      EdmEntityType type,
      Map<String, Object> read,
      boolean creating,
      List<CmmsError> errors)
      throws ODataException {
    Map<String, Object> kept = new LinkedHashMap<>();
    for (Map.Entry<String, Object> each : read.entrySet()) {
      String name = each.getKey();
      SapFields.Way way = fields.ways(entity).get(name);
      if (way == null) {
        SapField field = fields.of(entity).get(name);
        if (settable(field, creating, errors)) {
          Object cut = cut(field, each.getValue());
          if (valid(field, (EdmProperty) type.getProperty(name), cut, errors)) {
            kept.put(name, folded(field, cut));
          }
        }
      } else if (creating) {
        EdmEntityType below =
            (EdmEntityType) ((EdmNavigationProperty) type.getProperty(name)).getType();
        kept.put(name, children(way, below, each.getValue(), errors));
      } else {
        errors.add(new CmmsError("children-update", name, Map.of()));
      }
    }
    if (creating) {
      fields.of(entity).values().stream()
          .filter(field -> field.required() && blank(kept.get(field.name())))
          .filter(field -> errors.stream().noneMatch(e -> e.attribute().equals(field.name())))
          .forEach(field -> errors.add(new CmmsError("required", field.name(), Map.of())));
    }
    return kept;
  }

  private List<Object> children(
      SapFields.Way way, EdmEntityType type, Object value, List<CmmsError> errors)
      throws ODataException {
    List<Object> rows = new ArrayList<>();
    if (value instanceof ODataFeed feed) {
      for (ODataEntry each : feed.getEntries()) {
        Map<String, Object> row = checked(way.entity(), type, each.getProperties(), true, errors);
        if (!way.number().isEmpty()) {
          row.putIfAbsent(way.number(), way.counted(rows.size() + 1));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private boolean settable(SapField field, boolean creating, List<CmmsError> errors) {
    boolean settable = creating ? field.creatable() : field.updatable();
    if (!settable && !ignoreReadOnly) {
      String refused = creating ? "not-creatable" : "not-updatable";
      errors.add(new CmmsError(refused, field.name(), Map.of()));
    }
    return settable;
  }

  private Object cut(SapField field, Object value) {
    return cut && value instanceof String text && over(field, text)
        ? text.substring(0, field.length())
        : value;
  }

  /** Holds the value against the facets of the data model. */
  private static boolean valid(
      SapField field, EdmProperty property, Object value, List<CmmsError> errors)
      throws ODataException {
    String text = String.valueOf(value);
    if (field.digits() && !text.matches("[0-9]*")) {
      errors.add(new CmmsError("digits", field.name(), Map.of("value", text)));
      return false;
    }
    try {
      ((EdmSimpleType) property.getType())
          .valueToString(value, EdmLiteralKind.DEFAULT, property.getFacets());
      return true;
    } catch (EdmSimpleTypeException wrong) {
      String length = Integer.toString(text.length());
      String limit = Integer.toString(field.length());
      errors.add(
          value instanceof String && over(field, text)
              ? new CmmsError("too-long", field.name(), Map.of("value", length, "limit", limit))
              : new CmmsError("value", field.name(), Map.of("value", text)));
      return false;
    }
  }

  private static Object folded(SapField field, Object value) {
    return field.upper() && value instanceof String text
        ? text.toUpperCase(Locale.ROOT)
        : SapValues.kept(field, value);
  }

  private static boolean over(SapField field, String text) {
    return field.length() > 0 && text.length() > field.length();
  }

  private static boolean blank(Object value) {
    return value == null || value.toString().isBlank();
  }
}
