package org.bellcrank.delivery.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bellcrank.delivery.connector.Mapping;
import org.bellcrank.delivery.connector.MetadataPlace.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small documents of our own in each language. */
class MetadataReadersTest {

  private static final String V2 =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <edmx:Edmx Version="1.0" xmlns:edmx="urn:e" xmlns:sap="http://www.sap.com/Protocols/SAPData">
       <edmx:DataServices><Schema Namespace="plant">
        <EntityType Name="TicketType">
         <Key><PropertyRef Name="Number"/></Key>
         <Property Name="Number" Type="Edm.String" Nullable="false" MaxLength="12" sap:creatable="false" sap:updatable="false" sap:display-format="UpperCase"/>
         <Property Name="Text" Type="Edm.String" MaxLength="40" sap:filterable="false"/>
         <Property Name="Hours" Type="Edm.Decimal" Precision="9" Scale="2"/>
         <Property Name="Story" Type="Edm.String"/>
         <NavigationProperty Name="to_Part" Relationship="plant.parts" FromRole="one" ToRole="many"/>
        </EntityType>
        <EntityType Name="PartType"><Property Name="Code" Type="Edm.String" MaxLength="4"/></EntityType>
        <Association Name="parts"><End Type="plant.TicketType" Role="one"/><End Type="plant.PartType" Role="many"/></Association>
        <EntityContainer Name="all"><EntitySet Name="Tickets" EntityType="plant.TicketType"/></EntityContainer>
        <Annotations Target="plant.all/Tickets"><Annotation Term="Capabilities.FilterRestrictions"><Record>
         <PropertyValue Property="FilterExpressionRestrictions"><Collection><Record>
          <PropertyValue Property="Property" PropertyPath="Story"/><PropertyValue Property="AllowedExpressions" String="SearchExpression"/>
         </Record></Collection></PropertyValue></Record></Annotation>
         <Annotation Term="Capabilities.InsertRestrictions"><Record><PropertyValue Property="RequiredProperties"><Collection>
          <PropertyPath>Text</PropertyPath></Collection></PropertyValue></Record></Annotation></Annotations>
       </Schema></edmx:DataServices>
      </edmx:Edmx>
      """;

  @Test
  void odataOfVersion2TellsLengthsUseAndWaysToChildren() throws Exception {
    ForeignSchema schema = Told.read(Kind.ODATA, V2);
    ForeignField number = schema.find("Tickets", "/Number").orElseThrow();
    assertThat(number.length()).isEqualTo(OptionalInt.of(12));
    assertThat(number.upper()).isTrue();
    assertThat(number.use().creatable()).contains(false);
    assertThat(number.use().filterable()).contains(true);
    ForeignField text = schema.find("Tickets", "/Text").orElseThrow();
    assertThat(text.use().filterable()).contains(false);
    assertThat(text.required()).isTrue();
    assertThat(schema.find("Tickets", "/Story").orElseThrow().use().filterable()).contains(false);
    assertThat(schema.find("Tickets", "/Hours").orElseThrow().fits())
        .containsExactly(Mapping.Type.NUMBER);
    assertThat(schema.find("Tickets", "/to_Part/results/*/Code").orElseThrow().length())
        .isEqualTo(OptionalInt.of(4));
    assertThat(schema.find("Tickets", "/to_Part/results/*/Colour")).isEmpty();
    assertThat(schema.entity("TicketType")).isPresent();
    assertThat(schema.entity("Ticket")).isEmpty();
  }

  @Test
  void odataOfVersion4TellsEnumerationsBasesAndWhatIsComputed() throws Exception {
    ForeignSchema schema =
        Told.read(
            Kind.ODATA,
            """
            <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
             <edmx:DataServices><Schema Namespace="Long.Name" Alias="S" xmlns="http://docs.oasis-open.org/odata/ns/edm">
              <EnumType Name="NoYes"><Member Name="No" Value="0"/><Member Name="Yes" Value="1"/></EnumType>
              <EntityType Name="Base" Abstract="true"><Property Name="Area" Type="Edm.String" Nullable="false" MaxLength="4"/></EntityType>
              <EntityType Name="Ask" BaseType="S.Base"><Key><PropertyRef Name="Id"/></Key>
               <Property Name="Id" Type="Edm.String" Nullable="false"/>
               <Property Name="Level" Type="Edm.Int32" Nullable="false"/>
               <Property Name="Active" Type="S.NoYes" Nullable="false"><Annotation Term="Org.OData.Core.V1.Computed" Bool="true"/></Property>
               <NavigationProperty Name="Faults" Type="Collection(S.Fault)"/>
              </EntityType>
              <EntityType Name="Fault"><Property Name="Seen" Type="Edm.DateTimeOffset"/></EntityType>
              <EntityContainer Name="C"><EntitySet Name="Asks" EntityType="S.Ask"/></EntityContainer>
             </Schema></edmx:DataServices></edmx:Edmx>
            """);
    assertThat(schema.find("Asks", "/Area").orElseThrow().length()).isEqualTo(OptionalInt.of(4));
    assertThat(schema.find("Asks", "/Id").orElseThrow().required()).isTrue();
    assertThat(schema.find("Asks", "/Level").orElseThrow().required()).isFalse();
    ForeignField active = schema.find("Asks", "/Active").orElseThrow();
    assertThat(active.codes()).containsExactly("No", "Yes");
    assertThat(active.fits()).contains(Mapping.Type.BOOL);
    assertThat(active.use()).isEqualTo(ForeignField.Use.READ_ONLY);
    assertThat(schema.find("Asks", "/Level").orElseThrow().use().filterable()).isEmpty();
    assertThat(schema.find("Asks", "/Faults/*/Seen").orElseThrow().fits())
        .containsExactly(Mapping.Type.INSTANT);
  }

  private static final String OPEN_API =
      """
      { "openapi": "3.0.3",
        "paths": { "/orders": { "post": { "requestBody": { "$ref": "#/components/requestBodies/Order" } } } },
        "components": {
          "requestBodies": { "Order": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/New" } } } } },
          "schemas": {
            "New": { "allOf": [ { "$ref": "#/components/schemas/Base" },
              { "required": ["title"], "properties": { "title": { "type": "string", "maxLength": 60 } } } ] },
            "Base": { "type": "object", "properties": {
              "id": { "type": "integer", "readOnly": true },
              "due": { "type": "string", "format": "date-time" },
              "priority": { "type": "string", "enum": ["LOW", "HIGH"] },
              "level": { "type": "integer", "minimum": 1, "maximum": 5 },
              "next": { "allOf": [ { "$ref": "#/components/schemas/Base" } ] },
              "parts": { "type": "array", "items": { "type": "object", "properties": { "number": { "type": ["string", "null"], "maxLength": 8 } } } } } } } } }
      """;

  @Test
  void openApiIsReadThroughReferencesThatMayLeadBackToWhereTheyBegan() throws Exception {
    ForeignSchema schema = Told.read(Kind.OPENAPI, OPEN_API);
    for (String entity : List.of("New", "POST /orders")) {
      assertThat(schema.find(entity, "/title").orElseThrow().length())
          .isEqualTo(OptionalInt.of(60));
      assertThat(schema.find(entity, "/title").orElseThrow().required()).isTrue();
      assertThat(schema.find(entity, "/id").orElseThrow().use().creatable()).contains(false);
      assertThat(schema.find(entity, "/due").orElseThrow().fits())
          .containsExactly(Mapping.Type.INSTANT);
      assertThat(schema.find(entity, "/priority").orElseThrow().codes())
          .containsExactly("LOW", "HIGH");
      assertThat(schema.find(entity, "/level").orElseThrow().highest())
          .isEqualTo(OptionalDouble.of(5));
      assertThat(schema.find(entity, "/parts/*/number").orElseThrow().length())
          .isEqualTo(OptionalInt.of(8));
      assertThat(schema.find(entity, "/next/next/next/id")).isPresent();
    }
    assertThat(schema.entity("Order")).isEmpty();
  }

  @Test
  void oneJsonSchemaIsOneEntityWhateverItIsCalled() throws Exception {
    ForeignSchema schema =
        Told.read(
            Kind.JSON_SCHEMA,
            """
            { "title": "MXWO", "type": "object", "required": ["siteid"], "properties": {
              "siteid": { "type": "string", "subType": "UPPER", "maxLength": 8 },
              "reportdate": { "type": "string", "subType": "DATETIME" },
              "wopriority": { "type": "integer" },
              "wplabor": { "type": "array", "items": { "$ref": "#/definitions/labor" } } },
              "definitions": { "labor": { "properties": { "craft": { "type": "string", "maxLength": 9 } } } } }
            """);
    assertThat(schema.find("MXWO", "/siteid").orElseThrow().upper()).isTrue();
    assertThat(schema.find("any", "/siteid").orElseThrow().required()).isTrue();
    assertThat(schema.find("MXWO", "/reportdate").orElseThrow().fits())
        .containsExactly(Mapping.Type.INSTANT);
    assertThat(schema.find("MXWO", "/wplabor/0/craft").orElseThrow().length())
        .isEqualTo(OptionalInt.of(9));
  }

  @Test
  void aWsdlTellsTheTypesOfItsOwnSchema() throws Exception {
    ForeignSchema schema =
        Told.read(
            Kind.WSDL,
            """
            <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t"><types>
             <x:schema targetNamespace="urn:t">
              <x:simpleType name="char4"><x:restriction base="x:string"><x:maxLength value="4"/></x:restriction></x:simpleType>
              <x:simpleType name="kind"><x:restriction base="t:char4"><x:enumeration value="A"/><x:enumeration value="B"/></x:restriction></x:simpleType>
              <x:complexType name="Base"><x:sequence><x:element name="SITE" type="t:char4"/></x:sequence></x:complexType>
              <x:complexType name="Order"><x:complexContent><x:extension base="t:Base"><x:sequence>
               <x:element name="KIND" type="t:kind" minOccurs="0"/>
               <x:element name="DUE" type="x:date" minOccurs="0"/>
               <x:element name="WHO"><x:complexType><x:sequence><x:element name="CODE" type="x:int"/></x:sequence></x:complexType></x:element>
              </x:sequence></x:extension></x:complexContent></x:complexType>
              <x:element name="Create" type="t:Order"/>
             </x:schema></types></definitions>
            """);
    ForeignField kind = schema.find("Order", "/KIND").orElseThrow();
    assertThat(kind.length()).isEqualTo(OptionalInt.of(4));
    assertThat(kind.codes()).containsExactly("A", "B");
    assertThat(kind.fits()).containsExactly(Mapping.Type.TEXT);
    assertThat(kind.required()).isFalse();
    assertThat(schema.find("Create", "/SITE").orElseThrow().required()).isTrue();
    assertThat(schema.find("Order", "/DUE").orElseThrow().fits())
        .containsExactly(Mapping.Type.INSTANT);
    assertThat(schema.find("Order", "/WHO/CODE").orElseThrow().fits())
        .containsExactly(Mapping.Type.WHOLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`TABLE_NAME,COLUMN_NAME,DATA_TYPE,CHARACTER_MAXIMUM_LENGTH,IS_NULLABLE,COLUMN_DEFAULT,IS_GENERATED\nWO,TITLE,\"character varying\",60,NO,,NEVER\nWO,NO,varchar,16,NO,,ALWAYS\nWO,AT,\"timestamp with time zone\",,NO,\"now(), or \"\"then\"\"\",NEVER\n`",
        "`{\"results\":[{\"rows\":[{\"table_name\":\"wo\",\"column_name\":\"title\",\"data_type\":\"character varying\",\"character_maximum_length\":60,\"is_nullable\":\"NO\"},{\"table_name\":\"wo\",\"column_name\":\"no\",\"data_type\":\"text\",\"is_nullable\":\"NO\",\"is_generated\":\"ALWAYS\"},{\"table_name\":\"wo\",\"column_name\":\"at\",\"data_type\":\"date\",\"is_nullable\":\"NO\",\"column_default\":\"x\"}]}]}`"
      })
  void columnsAreReadAsTheDatabaseAnswersAndAsCsv(String text) throws Exception {
    ForeignSchema schema = Told.read(Kind.COLUMNS, text);
    ForeignField title = schema.find("Wo", "/title").orElseThrow();
    assertThat(title.length()).isEqualTo(OptionalInt.of(60));
    assertThat(title.required()).isTrue();
    assertThat(title.use().creatable()).isEqualTo(Optional.empty());
    assertThat(schema.find("Wo", "/no").orElseThrow().use().creatable()).contains(false);
    assertThat(schema.find("Wo", "/no").orElseThrow().required()).isFalse();
    ForeignField at = schema.find("Wo", "/at").orElseThrow();
    assertThat(at.fits()).containsExactly(Mapping.Type.INSTANT);
    assertThat(at.required()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ODATA | `<!DOCTYPE html><html><body>Sign in</body></html>` | an HTML page",
        "OPENAPI | `\n<HTML lang=\"en\">` | an HTML page",
        "COLUMNS | `<html>` | an HTML page",
        "ODATA | `` | nothing",
        "ODATA | `{\"error\":1}` | a text that begins",
        "ODATA | `<definitions/>` | the root definitions",
        "ODATA | `<Edmx Version=\"4.0\"><Schema>` | broken XML",
        "ODATA | `<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Edmx>&e;</Edmx>` | document type",
        "WSDL | `<!DOCTYPE x [<!ENTITY e \"e\">]><definitions>&e;</definitions>` | document type",
        "WSDL | `<Envelope/>` | the root Envelope",
        "WSDL | `<definitions/>` | without a schema",
        "OPENAPI | `{\"swagger\":\"2.0\"}` | other JSON",
        "OPENAPI | `{\"openapi\":` | broken JSON",
        "JSON_SCHEMA | `{\"member\":[]}` | other JSON",
        "COLUMNS | `a,b\n1,2` | the columns [a, b]",
        "COLUMNS | `{\"results\":[{\"rows\":[]}]}` | no rows",
      })
  void whatIsNoMetadataIsRefusedWithWhatItIs(Kind kind, String text, String words) {
    assertThatThrownBy(() -> Told.read(kind, text == null ? "" : text))
        .isInstanceOf(UnreadableMetadataException.class)
        .hasMessageContaining("given")
        .hasMessageContaining(words)
        .hasMessageContaining("allowed");
  }

  @Test
  void aReferenceThatLeadsOutOfTheDocumentIsNotFollowed() throws Exception {
    ForeignSchema schema =
        Told.read(
            Kind.OPENAPI,
            """
            { "openapi": "3.1.0", "components": { "schemas": { "A": { "properties": {
              "b": { "$ref": "http://127.0.0.1:1/b.json" }, "c": { "$ref": "#/components/schemas/None" } } } } } }
            """);
    assertThat(schema.find("A", "/b").orElseThrow().fits()).isEmpty();
    assertThat(schema.find("A", "/c").orElseThrow().fits()).isEmpty();
  }

  @Test
  @Timeout(10)
  void aDocumentThatBeginsWithCommentsAloneIsRefusedAtOnce() {
    assertThatThrownBy(() -> Told.read(Kind.ODATA, "<!---->".repeat(2000) + "<x>"))
        .isInstanceOf(UnreadableMetadataException.class);
  }

  @Test
  void aSchemaThatNestsDeeperThanAnyThatIsMeantIsRefused() {
    String open = "<x:element name=\"a\"><x:complexType><x:sequence>";
    assertThatThrownBy(
            () ->
                Told.read(
                    Kind.WSDL,
                    "<x:schema xmlns:x=\"http://www.w3.org/2001/XMLSchema\">" + open.repeat(5000)))
        .isInstanceOf(UnreadableMetadataException.class);
  }
}
