package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.olingo.odata2.api.edm.Edm;
import org.apache.olingo.odata2.api.edm.FullQualifiedName;
import org.apache.olingo.odata2.api.edm.provider.Association;
import org.apache.olingo.odata2.api.edm.provider.AssociationSet;
import org.apache.olingo.odata2.api.edm.provider.EdmProvider;
import org.apache.olingo.odata2.api.edm.provider.EntityContainer;
import org.apache.olingo.odata2.api.edm.provider.EntityContainerInfo;
import org.apache.olingo.odata2.api.edm.provider.EntitySet;
import org.apache.olingo.odata2.api.edm.provider.EntityType;
import org.apache.olingo.odata2.api.edm.provider.FunctionImport;
import org.apache.olingo.odata2.api.edm.provider.Schema;
import org.apache.olingo.odata2.api.ep.EntityProvider;
import org.apache.olingo.odata2.api.exception.ODataException;
import org.apache.olingo.odata2.api.processor.ODataResponse;
import org.apache.olingo.odata2.api.rt.RuntimeDelegate;
import org.apache.olingo.odata2.api.uri.PathSegment;
import org.apache.olingo.odata2.api.uri.UriInfo;
import org.apache.olingo.odata2.api.uri.UriParser;

/** One OData service: its address, its data model, and what the library makes of an address. */
final class SapService {

  /** Under this path lie all services. */
  static final String ROOT = "/sap/opu/odata/sap/";

  private final String name;
  private final Schema schema;

  SapService(String name, int edition, SapFields fields) {
    this.name = name;
    schema = SapModel.schema(name, edition, fields);
  }

  String name() {
    return name;
  }

  /** The address that has to end in a slash where a token is fetched. */
  String root() {
    return ROOT + name + "/";
  }

  boolean serves(Request request) {
    return request.path().startsWith(root()) || (request.path() + "/").equals(root());
  }

  /** The model as the library sees it; not safe for several threads, so each request takes one. */
  Edm edm() {
    return RuntimeDelegate.createEdm(new Tables());
  }

  /** What the request's path and query ask for. */
  UriInfo parsed(Edm edm, Request request) throws ODataException {
    List<PathSegment> segments = new ArrayList<>();
    String rest = request.path().substring(Math.min(request.path().length(), root().length()));
    for (String segment : rest.split("/(?=[^']*(?:'[^']*'[^']*)*$)")) {
      if (!segment.isEmpty()) {
        segments.add(UriParser.createPathSegment(segment, Map.of()));
      }
    }
    return UriParser.parse(edm, segments, new LinkedHashMap<>(request.query()));
  }

  Reply metadata() throws ODataException {
    Map<String, String> prefixes = new HashMap<>(); // the library asks it for null too
    prefixes.put("sap", SapModel.ANNOTATIONS);
    return Reply.of(
        200, "application/xml", bytes(EntityProvider.writeMetadata(List.of(schema), prefixes)));
  }

  /** The sets of the service, in the form that the request accepts. */
  Reply document(Edm edm, String address, boolean json) throws ODataException {
    String type = json ? "application/json" : "application/atomsvc+xml";
    return Reply.of(200, type, bytes(EntityProvider.writeServiceDocument(type, edm, address)));
  }

  private static byte[] bytes(ODataResponse written) {
    if (written.getEntity() instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream in = (InputStream) written.getEntity()) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Answers the library's questions about the model. */
  private final class Tables extends EdmProvider {

    private EntityContainer container() {
      return schema.getEntityContainers().get(0);
    }

    @Override
    public List<Schema> getSchemas() {
      return List.of(schema);
    }

    @Override
    public EntityContainerInfo getEntityContainerInfo(String wanted) {
      EntityContainer only = container();
      return wanted == null || wanted.equals(only.getName())
          ? new EntityContainerInfo().setName(only.getName()).setDefaultEntityContainer(true)
          : null;
    }

    @Override
    public EntityType getEntityType(FullQualifiedName wanted) {
      return schema.getEntityTypes().stream()
          .filter(each -> each.getName().equals(wanted.getName()))
          .findFirst()
          .orElse(null);
    }

    @Override
    public Association getAssociation(FullQualifiedName wanted) {
      return schema.getAssociations().stream()
          .filter(each -> each.getName().equals(wanted.getName()))
          .findFirst()
          .orElse(null);
    }

    @Override
    public EntitySet getEntitySet(String in, String wanted) {
      return container().getEntitySets().stream()
          .filter(each -> each.getName().equals(wanted))
          .findFirst()
          .orElse(null);
    }

    @Override
    public AssociationSet getAssociationSet(
        String in, FullQualifiedName wanted, String from, String role) {
      return container().getAssociationSets().stream()
          .filter(each -> each.getAssociation().equals(wanted))
          .findFirst()
          .orElse(null);
    }

    @Override
    public FunctionImport getFunctionImport(String in, String wanted) {
      return container().getFunctionImports().stream()
          .filter(each -> each.getName().equals(wanted))
          .findFirst()
          .orElse(null);
    }
  }
}
