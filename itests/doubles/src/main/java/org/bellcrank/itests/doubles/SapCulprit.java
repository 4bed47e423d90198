package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.olingo.odata2.api.edm.EdmEntityType;
import org.apache.olingo.odata2.api.edm.EdmException;
import org.apache.olingo.odata2.api.edm.EdmLiteralKind;
import org.apache.olingo.odata2.api.edm.EdmNavigationProperty;
import org.apache.olingo.odata2.api.edm.EdmSimpleType;
import org.apache.olingo.odata2.api.edm.EdmSimpleTypeException;
import org.apache.olingo.odata2.api.edm.EdmTyped;

/** Finds the field for which the library refused a body, where its own words do not name it. */
final class SapCulprit {

  private SapCulprit() {}

  /** The first field that the model does not have or whose type does not read its text. */
  static Optional<CmmsError> in(EdmEntityType type, Map<String, Object> body) throws EdmException {
    Map<String, Object> fields =
        body.get("d") instanceof Map<?, ?> inside ? Json.object(inside) : body;
    for (Map.Entry<String, Object> each : fields.entrySet()) {
      if (!each.getKey().startsWith("__")) {
        Optional<CmmsError> found = field(type, each.getKey(), each.getValue());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<CmmsError> field(EdmEntityType type, String name, Object value)
      throws EdmException {
    EdmTyped property = type.getProperty(name);
    if (property == null) {
      return Optional.of(new CmmsError("unknown", name, Map.of()));
    }
    if (property instanceof EdmNavigationProperty way) {
      return children((EdmEntityType) way.getType(), value);
    }
    if (!(value instanceof String text)) {
      return Optional.empty();
    }
    EdmSimpleType simple = (EdmSimpleType) property.getType();
    try {
      simple.valueOfString(text, EdmLiteralKind.JSON, null, simple.getDefaultType());
      return Optional.empty();
    } catch (EdmSimpleTypeException unreadable) {
      return Optional.of(new CmmsError("value", name, Map.of("value", text)));
    }
  }

  private static Optional<CmmsError> children(EdmEntityType type, Object value)
      throws EdmException {
    Object rows = value instanceof Map<?, ?> feed ? feed.get("results") : value;
    for (Object each : rows instanceof List<?> list ? list : List.of()) {
      Optional<CmmsError> found =
          each instanceof Map<?, ?> row ? in(type, Json.object(row)) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
