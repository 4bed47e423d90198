package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.edm.provider.CsdlAbstractEdmProvider;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainer;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainerInfo;
import org.apache.olingo.commons.api.edm.provider.CsdlEntitySet;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityType;
import org.apache.olingo.commons.api.edm.provider.CsdlEnumMember;
import org.apache.olingo.commons.api.edm.provider.CsdlEnumType;
import org.apache.olingo.commons.api.edm.provider.CsdlNavigationProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlPropertyRef;
import org.apache.olingo.commons.api.edm.provider.CsdlSchema;

/** The data model of the fact table, as the library asks for it. */
final class DynamicsModel extends CsdlAbstractEdmProvider {

  private static final String SPACE = "Microsoft.Dynamics.DataEntities";
  private static final FullQualifiedName CONTAINER = new FullQualifiedName(SPACE, "Resources");
  private static final Map<String, List<String>> ENUMS =
      Map.of("NoYes", List.of("No", "Yes"), "DocuRestriction", List.of("Internal", "External"));

  private final Map<String, Map<String, Map<String, String>>> sets = new LinkedHashMap<>();

  private final List<Map<String, String>> navigations = Facts.table("dynamics-navigation.csv");

  DynamicsModel() {
    for (Map<String, String> row : Facts.table("dynamics-fields.csv")) {
      sets.computeIfAbsent(row.get("set"), none -> new LinkedHashMap<>())
          .put(row.get("field"), row);
    }
  }

  /** The fields of a set, each by name. */
  Map<String, Map<String, String>> fields(String set) {
    return sets.get(set);
  }

  @Override
  public CsdlEntityType getEntityType(FullQualifiedName wanted) {
    Map<String, Map<String, String>> fields = sets.get(wanted.getName());
    if (fields == null) {
      return null;
    }
    List<CsdlProperty> properties = new ArrayList<>();
    List<CsdlPropertyRef> key = new ArrayList<>();
    for (Map<String, String> field : fields.values()) {
      String type = field.get("type");
      properties.add(
          new CsdlProperty()
              .setName(field.get("field"))
              .setNullable(field.get("key").isEmpty())
              .setType(
                  ENUMS.containsKey(type)
                      ? new FullQualifiedName(SPACE, type)
                      : EdmPrimitiveTypeKind.valueOf(type).getFullQualifiedName()));
      if (!field.get("key").isEmpty()) {
        key.add(new CsdlPropertyRef().setName(field.get("field")));
      }
    }
    return new CsdlEntityType()
        .setName(wanted.getName())
        .setProperties(properties)
        .setNavigationProperties(navigations(wanted.getName()))
        .setKey(key);
  }

  private List<CsdlNavigationProperty> navigations(String set) {
    return navigations.stream()
        .filter(row -> row.get("set").equals(set))
        .map(
            row ->
                new CsdlNavigationProperty()
                    .setName(row.get("name"))
                    .setCollection(true)
                    .setType(new FullQualifiedName(SPACE, row.get("to"))))
        .toList();
  }

  @Override
  public CsdlEnumType getEnumType(FullQualifiedName wanted) {
    List<String> names = ENUMS.get(wanted.getName());
    if (names == null) {
      return null;
    }
    List<CsdlEnumMember> members = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      members.add(new CsdlEnumMember().setName(names.get(i)).setValue(Integer.toString(i)));
    }
    return new CsdlEnumType().setName(wanted.getName()).setMembers(members);
  }

  @Override
  public CsdlEntitySet getEntitySet(FullQualifiedName container, String wanted) {
    return sets.containsKey(wanted)
        ? new CsdlEntitySet().setName(wanted).setType(new FullQualifiedName(SPACE, wanted))
        : null;
  }

  @Override
  public CsdlEntityContainerInfo getEntityContainerInfo(FullQualifiedName wanted) {
    return wanted == null || wanted.equals(CONTAINER)
        ? new CsdlEntityContainerInfo().setContainerName(CONTAINER)
        : null;
  }

  @Override
  public CsdlEntityContainer getEntityContainer() {
    return new CsdlEntityContainer()
        .setName(CONTAINER.getName())
        .setEntitySets(sets.keySet().stream().map(each -> getEntitySet(CONTAINER, each)).toList());
  }

  @Override
  public List<CsdlSchema> getSchemas() {
    return List.of(
        new CsdlSchema()
            .setNamespace(SPACE)
            .setEntityTypes(
                sets.keySet().stream()
                    .map(each -> getEntityType(new FullQualifiedName(SPACE, each)))
                    .toList())
            .setEnumTypes(
                ENUMS.keySet().stream()
                    .map(each -> getEnumType(new FullQualifiedName(SPACE, each)))
                    .toList())
            .setEntityContainer(getEntityContainer()));
  }
}
