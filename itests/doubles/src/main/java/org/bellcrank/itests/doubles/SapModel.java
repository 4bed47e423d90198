package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.olingo.odata2.api.edm.EdmConcurrencyMode;
import org.apache.olingo.odata2.api.edm.EdmMultiplicity;
import org.apache.olingo.odata2.api.edm.EdmSimpleTypeKind;
import org.apache.olingo.odata2.api.edm.FullQualifiedName;
import org.apache.olingo.odata2.api.edm.provider.AnnotationAttribute;
import org.apache.olingo.odata2.api.edm.provider.Association;
import org.apache.olingo.odata2.api.edm.provider.AssociationEnd;
import org.apache.olingo.odata2.api.edm.provider.AssociationSet;
import org.apache.olingo.odata2.api.edm.provider.AssociationSetEnd;
import org.apache.olingo.odata2.api.edm.provider.EntityContainer;
import org.apache.olingo.odata2.api.edm.provider.EntitySet;
import org.apache.olingo.odata2.api.edm.provider.EntityType;
import org.apache.olingo.odata2.api.edm.provider.Facets;
import org.apache.olingo.odata2.api.edm.provider.FunctionImport;
import org.apache.olingo.odata2.api.edm.provider.FunctionImportParameter;
import org.apache.olingo.odata2.api.edm.provider.Key;
import org.apache.olingo.odata2.api.edm.provider.NavigationProperty;
import org.apache.olingo.odata2.api.edm.provider.Property;
import org.apache.olingo.odata2.api.edm.provider.PropertyRef;
import org.apache.olingo.odata2.api.edm.provider.ReturnType;
import org.apache.olingo.odata2.api.edm.provider.Schema;
import org.apache.olingo.odata2.api.edm.provider.SimpleProperty;

/** Builds the data model of one service from the fact tables. */
final class SapModel {

  /** The namespace of the annotations that say what can be created, changed and filtered. */
  static final String ANNOTATIONS = "http://www.sap.com/Protocols/SAPData";

  private static final String SERVICE = "service";
  private static final String ETAG = "LastChangeDateTime";

  private final String service;
  private final String namespace;
  private final int edition;
  private final SapFields fields;
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> sets = new LinkedHashMap<>();

  private SapModel(String service, int edition, SapFields fields) {
    this.service = service;
    this.edition = edition;
    this.fields = fields;
    String found = service;
    for (Map.Entry<String, SapFields.Place> each : fields.places().entrySet()) {
      if (each.getValue().service().equals(service)) {
        types.put(each.getKey(), each.getValue().type());
        sets.put(each.getKey(), each.getValue().set());
        found = each.getValue().namespace();
      }
    }
    namespace = found;
  }

  static Schema schema(String service, int edition, SapFields fields) {
    return new SapModel(service, edition, fields).schema();
  }

  private Schema schema() {
    List<EntityType> entityTypes = new ArrayList<>();
    List<EntitySet> entitySets = new ArrayList<>();
    List<Association> associations = new ArrayList<>();
    List<AssociationSet> associationSets = new ArrayList<>();
    types.forEach(
        (entity, type) -> {
          entityTypes.add(type(entity, type));
          entitySets.add(new EntitySet().setName(sets.get(entity)).setEntityType(name(type)));
          for (SapFields.Way way : fields.ways(entity).values()) {
            associations.add(association(entity, way));
            associationSets.add(associationSet(entity, way));
          }
        });
    EntityContainer container =
        new EntityContainer()
            .setName(namespace + "_Entities")
            .setDefaultEntityContainer(true)
            .setEntitySets(entitySets)
            .setAssociationSets(associationSets)
            .setFunctionImports(functions());
    return new Schema()
        .setNamespace(namespace)
        .setEntityTypes(entityTypes)
        .setAssociations(associations)
        .setEntityContainers(List.of(container));
  }

  private EntityType type(String entity, String type) {
    List<Property> properties = new ArrayList<>();
    List<PropertyRef> key = new ArrayList<>();
    for (SapField field : fields.of(entity).values()) {
      properties.add(property(entity, field));
      if (field.key()) {
        key.add(new PropertyRef().setName(field.name()));
      }
    }
    List<NavigationProperty> ways = new ArrayList<>();
    for (SapFields.Way way : fields.ways(entity).values()) {
      ways.add(
          new NavigationProperty()
              .setName(way.set())
              .setRelationship(name(relation(entity, way)))
              .setFromRole("parent")
              .setToRole("children"));
    }
    return new EntityType()
        .setName(type)
        .setHasStream("Attachment".equals(entity))
        .setKey(new Key().setKeys(key))
        .setProperties(properties)
        .setNavigationProperties(ways);
  }

  private static Property property(String entity, SapField field) {
    Facets facets = new Facets().setNullable(!field.key() && !field.required());
    if (field.length() > 0) {
      facets.setMaxLength(field.length());
    }
    if (ETAG.equals(field.name()) && !SapOrderRecord.ENTITY.equals(entity)) {
      facets.setConcurrencyMode(EdmConcurrencyMode.Fixed);
    }
    List<AnnotationAttribute> annotations = new ArrayList<>();
    no(annotations, "creatable", field.creatable());
    no(annotations, "updatable", field.updatable());
    no(annotations, "filterable", field.filterable());
    no(annotations, "sortable", field.sortable());
    if (field.upper() || field.digits() || "Date".equals(field.type())) {
      String format = field.upper() ? "UpperCase" : field.digits() ? "NonNegative" : "Date";
      annotations.add(annotation("display-format", format));
    }
    return new SimpleProperty()
        .setType(kind(field.type()))
        .setName(field.name())
        .setFacets(facets)
        .setAnnotationAttributes(annotations);
  }

  private static void no(List<AnnotationAttribute> annotations, String name, boolean allowed) {
    if (!allowed) {
      annotations.add(annotation(name, "false"));
    }
  }

  private static AnnotationAttribute annotation(String name, String value) {
    return new AnnotationAttribute()
        .setNamespace(ANNOTATIONS)
        .setPrefix("sap")
        .setName(name)
        .setText(value);
  }

  private Association association(String entity, SapFields.Way way) {
    return new Association()
        .setName(relation(entity, way))
        .setEnd1(
            new AssociationEnd()
                .setType(name(types.get(entity)))
                .setRole("parent")
                .setMultiplicity(EdmMultiplicity.ONE))
        .setEnd2(
            new AssociationEnd()
                .setType(name(types.get(way.entity())))
                .setRole("children")
                .setMultiplicity(EdmMultiplicity.MANY));
  }

  private AssociationSet associationSet(String entity, SapFields.Way way) {
    return new AssociationSet()
        .setName(relation(entity, way) + "_set")
        .setAssociation(name(relation(entity, way)))
        .setEnd1(new AssociationSetEnd().setRole("parent").setEntitySet(sets.get(entity)))
        .setEnd2(new AssociationSetEnd().setRole("children").setEntitySet(sets.get(way.entity())));
  }

  private List<FunctionImport> functions() {
    Map<String, FunctionImport> functions = new LinkedHashMap<>();
    for (Map<String, String> row : Facts.table("sap-functions.csv")) {
      if (service.equals(row.get(SERVICE)) && Integer.parseInt(row.get("edition")) <= edition) {
        functions
            .computeIfAbsent(row.get("function"), name -> function(name, row))
            .getParameters()
            .add(parameter(row));
      }
    }
    return List.copyOf(functions.values());
  }

  /** Every function of a service gives what its first set holds. */
  private FunctionImport function(String name, Map<String, String> row) {
    String entity = types.keySet().iterator().next();
    boolean many = "many".equals(row.get("returns"));
    return new FunctionImport()
        .setName(name)
        .setHttpMethod(row.get("method"))
        .setEntitySet(sets.get(entity))
        .setReturnType(
            new ReturnType()
                .setTypeName(name(types.get(entity)))
                .setMultiplicity(many ? EdmMultiplicity.MANY : EdmMultiplicity.ONE))
        .setParameters(new ArrayList<>());
  }

  private static FunctionImportParameter parameter(Map<String, String> row) {
    Facets facets = new Facets().setNullable(!SERVICE.equals(row.get("level")));
    if (!row.get("length").isEmpty()) {
      facets.setMaxLength(Integer.valueOf(row.get("length")));
    }
    return new FunctionImportParameter()
        .setName(row.get("parameter"))
        .setMode("In")
        .setType(kind(row.get("type")))
        .setFacets(facets);
  }

  private static EdmSimpleTypeKind kind(String type) {
    return "Date".equals(type) ? EdmSimpleTypeKind.DateTime : EdmSimpleTypeKind.valueOf(type);
  }

  private static String relation(String entity, SapFields.Way way) {
    return entity + "_" + way.set();
  }

  private FullQualifiedName name(String type) {
    return new FullQualifiedName(namespace, type);
  }
}
