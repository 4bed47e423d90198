package org.bellcrank.itests.doubles;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.olingo.odata2.api.edm.EdmException;
import org.apache.olingo.odata2.api.edm.EdmProperty;
import org.apache.olingo.odata2.api.uri.ExpandSelectTreeNode;

/** Writes entities as JSON from their values: what was selected, what was expanded, addresses. */
final class SapWriter {

  private final SapFields fields;

  SapWriter(SapFields fields) {
    this.fields = fields;
  }

  /** An entity without children, from its values. */
  Map<String, Object> plain(Request request, String entity, Map<String, Object> values)
      throws EdmException {
    return written(request, entity, values::get, values, Map.of(), null);
  }

  /**
   * An entity.
   *
   * @param values of its own fields
   * @param row where its children lie
   * @param parents keys of the entities above it
   * @param tree what was selected and expanded; null for everything, with all children inside
   */
  Map<String, Object> written(
      Request request,
      String entity,
      Function<String, Object> values,
      Map<?, ?> row,
      Map<String, Object> parents,
      ExpandSelectTreeNode tree)
      throws EdmException {
    String uri = uri(request, entity, values);
    SapFields.Place place = fields.places().get(entity);
    Map<String, Object> json = new LinkedHashMap<>();
    String type = place.namespace() + "." + place.type();
    json.put("__metadata", Json.of("id", uri, "uri", uri, "type", type));
    List<String> selected = selected(tree);
    for (SapField field : fields.of(entity).values()) {
      if (tree == null || tree.isAll() || selected.contains(field.name())) {
        json.put(field.name(), SapValues.sent(field, values.apply(field.name())));
      }
    }
    Map<String, Object> keys = new LinkedHashMap<>(parents);
    fields.key(entity).forEach(name -> keys.put(name, values.apply(name)));
    for (SapFields.Way way : fields.ways(entity).values()) {
      ExpandSelectTreeNode below = tree == null ? null : tree.getLinks().get(way.set());
      if (below != null || tree == null && row.get(way.set()) != null) {
        json.put(way.set(), Json.of("results", children(request, way, row, keys, below)));
      } else if (tree == null || tree.isAll() || tree.getLinks().containsKey(way.set())) {
        json.put(way.set(), Json.of("__deferred", Json.of("uri", uri + "/" + way.set())));
      }
    }
    return json;
  }

  /** The children on one way, each whole where there is no tree. */
  List<Object> children(
      Request request,
      SapFields.Way way,
      Map<?, ?> row,
      Map<String, Object> keys,
      ExpandSelectTreeNode tree)
      throws EdmException {
    List<Object> written = new ArrayList<>();
    if (row.get(way.set()) instanceof List<?> rows) {
      for (Object each : rows) {
        Map<?, ?> child = (Map<?, ?>) each;
        Function<String, Object> values =
            name -> keys.containsKey(name) ? keys.get(name) : child.get(name);
        written.add(written(request, way.entity(), values, child, keys, tree));
      }
    }
    return written;
  }

  private static List<String> selected(ExpandSelectTreeNode tree) throws EdmException {
    List<String> names = new ArrayList<>();
    if (tree != null) {
      for (EdmProperty property : tree.getProperties()) {
        names.add(property.getName());
      }
    }
    return names;
  }

  /** The address of an entity with these values as its key. */
  String uri(Request request, String entity, Function<String, Object> values) {
    SapFields.Place place = fields.places().get(entity);
    List<String> key = fields.key(entity);
    String inside =
        key.stream()
            .map(name -> (key.size() == 1 ? "" : name + "=") + literal(values.apply(name)))
            .collect(Collectors.joining(","));
    return "http://"
        + request.header("host").orElse("")
        + SapService.ROOT
        + place.service()
        + "/"
        + place.set()
        + "("
        + inside
        + ")";
  }

  private static String literal(Object value) {
    String text = value == null ? "" : value.toString().replace("'", "''");
    return "'" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20") + "'";
  }
}
