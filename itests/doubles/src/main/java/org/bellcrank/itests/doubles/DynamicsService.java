package org.bellcrank.itests.doubles;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.olingo.commons.api.data.Entity;
import org.apache.olingo.commons.api.data.Property;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.ex.ODataException;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriParameter;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceEntitySet;
import org.apache.olingo.server.api.uri.queryoption.ExpandItem;
import org.apache.olingo.server.api.uri.queryoption.SelectItem;
import org.apache.olingo.server.core.uri.parser.Parser;
import org.apache.olingo.server.core.uri.parser.UriParserSemanticException;

/** What the library makes of addresses, queries and bodies. Safe for all threads. */
final class DynamicsService {

  static final String ROOT = "/data";

  /**
   * What an address names.
   *
   * @param key of one entity, by field; empty for the whole set
   */
  record Place(String set, Map<String, String> key, UriInfo uri) {}

  private final OData odata = OData.newInstance();
  private final ServiceMetadata metadata;

  DynamicsService(DynamicsModel model) {
    metadata = odata.createServiceMetadata(model, List.of());
  }

  /** What the service says about its sets and their fields. */
  Reply metadata() throws DynamicsRefusal {
    try (InputStream written =
        odata
            .createSerializer(ContentType.APPLICATION_XML)
            .metadataDocument(metadata)
            .getContent()) {
      return Reply.of(200, "application/xml", written.readAllBytes());
    } catch (ODataException | IOException unwritten) {
      throw DynamicsRefusal.protocol(500, "Internal error: " + unwritten.getMessage());
    }
  }

  Place place(Request request) throws DynamicsRefusal {
    try {
      UriInfo uri =
          new Parser(metadata.getEdm(), odata)
              .parseUri(path(request), query(request), null, "http://localhost" + ROOT);
      List<UriResource> parts = uri.getUriResourceParts();
      if (parts.size() != 1 || !(parts.get(0) instanceof UriResourceEntitySet set)) {
        throw DynamicsRefusal.protocol(404, "No HTTP resource was found: " + request.path());
      }
      Map<String, String> key = new LinkedHashMap<>();
      for (UriParameter each : set.getKeyPredicates()) {
        String text = each.getText();
        key.put(
            each.getName(),
            text.startsWith("'") ? text.substring(1, text.length() - 1).replace("''", "'") : text);
      }
      return new Place(set.getEntitySet().getName(), key, uri);
    } catch (ODataException unreadable) {
      throw DynamicsRefusal.protocol(
          isNoSet(unreadable) ? 404 : 400,
          "The query specified in the URI is not valid. " + unreadable.getMessage());
    }
  }

  private static boolean isNoSet(ODataException unreadable) {
    return unreadable instanceof UriParserSemanticException semantic
        && semantic.getMessageKey() == UriParserSemanticException.MessageKeys.RESOURCE_NOT_FOUND;
  }

  /** The fields of a body, each of its type; a field that the set does not have is refused. */
  Map<String, Object> body(String set, Request request) throws DynamicsRefusal {
    String type = request.header("content-type").orElse("");
    if (!type.startsWith("application/json")) {
      throw DynamicsRefusal.protocol(415, "The content type '" + type + "' is not supported.");
    }
    try {
      Entity entity =
          odata
              .createDeserializer(ContentType.JSON, metadata)
              .entity(
                  new ByteArrayInputStream(request.body()),
                  metadata.getEdm().getEntityContainer().getEntitySet(set).getEntityType())
              .getEntity();
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Property property : entity.getProperties()) {
        fields.put(property.getName(), plain(set, property));
      }
      return fields;
    } catch (ODataException unreadable) {
      throw DynamicsRefusal.protocol(
          400, "The request body is not valid. " + unreadable.getMessage());
    }
  }

  /** The rows that a query asks for, each with the fields that it selects. */
  List<Map<String, Object>> rows(UriInfo uri, List<Map<String, Object>> all, int most)
      throws DynamicsRefusal {
    List<Map<String, Object>> found = found(uri, all);
    if (uri.getOrderByOption() != null) {
      String by = uri.getOrderByOption().getText().split("[ ,]")[0];
      found.sort(Comparator.comparing(row -> String.valueOf(row.get(by))));
    }
    int skip = uri.getSkipOption() == null ? 0 : uri.getSkipOption().getValue();
    int top = uri.getTopOption() == null ? most : Math.min(most, uri.getTopOption().getValue());
    return found.stream().skip(skip).limit(top).map(row -> selected(uri, row)).toList();
  }

  /** Where a page that holds fewer rows than were asked for goes on; empty where none was cut. */
  Optional<Integer> next(UriInfo uri, List<Map<String, Object>> all, int most)
      throws DynamicsRefusal {
    int skip = uri.getSkipOption() == null ? 0 : uri.getSkipOption().getValue();
    boolean cut = uri.getTopOption() == null || uri.getTopOption().getValue() > most;
    return cut && found(uri, all).size() > skip + most
        ? Optional.of(skip + most)
        : Optional.empty();
  }

  private static List<Map<String, Object>> found(UriInfo uri, List<Map<String, Object>> all)
      throws DynamicsRefusal {
    List<Map<String, Object>> found = new ArrayList<>();
    for (Map<String, Object> row : all) {
      if (uri.getFilterOption() == null
          || new DynamicsFilter(row).holds(uri.getFilterOption().getExpression())) {
        found.add(row);
      }
    }
    return found;
  }

  Map<String, Object> selected(UriInfo uri, Map<String, Object> row) {
    if (uri.getSelectOption() == null) {
      return row;
    }
    Map<String, Object> selected = new LinkedHashMap<>();
    Optional.ofNullable(row.get("@odata.etag")).ifPresent(tag -> selected.put("@odata.etag", tag));
    for (SelectItem item : uri.getSelectOption().getSelectItems()) {
      String name = item.getResourcePath().getUriResourceParts().get(0).getSegmentValue();
      selected.put(name, row.get(name));
    }
    return selected;
  }

  /** What a query wants to see beside the entity; one level deep, as the vendor documents it. */
  List<String> expanded(UriInfo uri) throws DynamicsRefusal {
    List<String> names = new ArrayList<>();
    if (uri.getExpandOption() != null) {
      for (ExpandItem item : uri.getExpandOption().getExpandItems()) {
        if (item.isStar() || item.getExpandOption() != null) {
          throw DynamicsRefusal.protocol(
              400, "The query specified in the URI is not valid. $expand goes one level deep.");
        }
        names.add(item.getResourcePath().getUriResourceParts().get(0).getSegmentValue());
      }
    }
    return names;
  }

  private Object plain(String set, Property property) {
    Object value = property.getValue();
    if (value instanceof Timestamp at) {
      return at.toInstant().toString();
    }
    if (value instanceof GregorianCalendar at) {
      return at.toInstant().toString();
    }
    if (property.isEnum() && value != null) {
      EdmEnumType type =
          (EdmEnumType)
              metadata
                  .getEdm()
                  .getEntityContainer()
                  .getEntitySet(set)
                  .getEntityType()
                  .getProperty(property.getName())
                  .getType();
      return type.getMember(type.getMemberNames().get(((Number) value).intValue())).getName();
    }
    return value instanceof BigDecimal || value instanceof Instant ? value.toString() : value;
  }

  private static String path(Request request) throws DynamicsRefusal {
    try {
      return new URI(null, null, request.path().substring(ROOT.length()), null).getRawPath();
    } catch (URISyntaxException unreadable) {
      throw DynamicsRefusal.protocol(400, unreadable.getMessage());
    }
  }

  private static String query(Request request) {
    return request.query().entrySet().stream()
        .map(each -> Html.parameter(each.getKey(), each.getValue()).replace("+", "%20"))
        .collect(Collectors.joining("&"));
  }
}
