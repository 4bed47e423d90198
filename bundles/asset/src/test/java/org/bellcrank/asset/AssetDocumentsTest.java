package org.bellcrank.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;

class AssetDocumentsTest {

  private static final String GOOD =
      """
      assets:
        - { id: works, name: Works, level: site, criticality: B }
        - { id: line, name: Line 1, level: line, parent: works }
        - { id: mill, name: Mill, level: machine, parent: line, criticality: A }
        - { id: screw, name: Ball screw, level: component, parent: mill, foreignIds: { maximo: "11430" } }
      points:
        - id: cam/left
          asset: screw
          camera: cam
          floor: 0.3
          zone: { polygon: [[0, 0], [0.5, 0], [0.5, 1]], policy: bottom-centre }
        - { id: cam/outside, camera: cam }
      """;

  @Test
  void aPointIsPlacedWithItsWholePathAndTheNearestCriticality() throws Exception {
    Placement placement = read(GOOD).place("cam/left");
    assertThat(placement).isInstanceOf(Placement.Placed.class);
    Placement.Placed placed = (Placement.Placed) placement;
    assertThat(placed.pathText()).isEqualTo("Works / Line 1 / Mill / Ball screw");
    assertThat(placed.criticality()).isEqualTo(Criticality.A);
    assertThat(placed.site().id()).isEqualTo("works");
    assertThat(placed.point().zone().orElseThrow().policy())
        .isEqualTo(Point.ZonePolicy.BOTTOM_CENTRE);
  }

  @Test
  void aPointNamesTheChannelOfADriverInTheTextsThatDriversTake() throws Exception {
    DriverChannel channel =
        read("""
                points:
                  - id: press/oil
                    source:
                      driver: plc-4
                      channel: { table: HOLDING_REGISTER, address: 10, ratio: 1.5, swap: true }
                      every: PT0.5S
                      scale: 0.1
                      offset: -5
                      unit: Cel
                  - { id: press/run, source: { driver: plc-4, channel: { address: 7 }, type: boolean } }
                """)
            .point("press/oil")
            .orElseThrow()
            .source()
            .orElseThrow();
    assertThat(channel)
        .isEqualTo(
            new DriverChannel(
                "plc-4",
                Map.of(
                    "table", "HOLDING_REGISTER", "address", "10", "ratio", "1.5", "swap", "true"),
                DriverChannel.Type.DOUBLE,
                Optional.of(Duration.ofMillis(500)),
                0.1,
                -5,
                Optional.of("Cel")));
  }

  @Test
  void aPeriodThatNoGatewayKeepsIsRefusedAtItsPlace() {
    InvalidDocumentException refused =
        catchThrowableOfType(
            InvalidDocumentException.class,
            () ->
                read(
                    """
                    points:
                      - { id: press/oil, source: { driver: plc-4, channel: { address: 7 }, every: PT0.001S } }
                    """));
    assertThat(refused.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.allowed()).contains("PT0.02S to PT24H");
              assertThat(problem.pointer()).endsWith("/points/0/source/every");
            });
  }

  @Test
  void aPointWithoutAssetAndAnUnknownPointAreOrphansNotOrders() throws Exception {
    assertThat(read(GOOD).place("cam/outside")).isInstanceOf(Placement.Orphan.class);
    assertThat(read(GOOD).place("nowhere")).isInstanceOf(Placement.Orphan.class);
  }

  @Test
  void whatARegisterSaysStandsOverTheDocuments() throws Exception {
    AssetRegister documents = read(GOOD);
    AssetRegister standing =
        documents.standing(
            List.of(
                new Standing(
                    "screw",
                    "maximo",
                    "11430",
                    Optional.of(Instant.parse("2026-03-02T05:00:00Z")),
                    Optional.of(Criticality.D)),
                new Standing("gone", "maximo", "1", Optional.empty(), Optional.empty())));
    Placement.Placed placed = (Placement.Placed) standing.place("cam/left");
    assertThat(placed.criticality()).isEqualTo(Criticality.D);
    assertThat(standing.retired(placed, "maximo"))
        .contains(
            "asset screw is retired in the register of maximo (11430, since 2026-03-02T05:00:00Z)");
    assertThat(documents.retired((Placement.Placed) documents.place("cam/left"), "maximo"))
        .isEmpty();
  }

  @Test
  void rulesStopForPartsOfARetiredMachineThatHaveNoRecordOfTheirOwn() throws Exception {
    String documents = GOOD.replace("name: Mill,", "name: Mill, foreignIds: { maximo: '7' },");
    Standing mill =
        new Standing("mill", "maximo", "7", Optional.of(Instant.EPOCH), Optional.empty());
    AssetRegister own = read(documents).standing(List.of(mill));
    assertThat(own.retired((Placement.Placed) own.place("cam/left"), "maximo"))
        .as("it has a record of its own, which is in service")
        .isEmpty();
    AssetRegister none =
        read(documents.replace(", foreignIds: { maximo: \"11430\" }", "")).standing(List.of(mill));
    assertThat(none.retired((Placement.Placed) none.place("cam/left"), "maximo")).isPresent();
  }

  @Test
  void rulesStopForTheRecordThatOrdersNameWhateverOtherRegistersSay() throws Exception {
    AssetRegister documents =
        read(
            GOOD.replace("name: Mill,", "name: Mill, foreignIds: { maximo: '7' },")
                .replace("{ maximo: \"11430\" }", "{ other: x }"));
    Standing mill =
        new Standing("mill", "maximo", "7", Optional.of(Instant.EPOCH), Optional.empty());
    Standing screw =
        new Standing("screw", "other", "x", Optional.of(Instant.EPOCH), Optional.empty());
    Placement.Placed placed = (Placement.Placed) documents.place("cam/left");
    assertThat(documents.standing(List.of(mill)).retired(placed, "maximo"))
        .as("a key in another system does not hide the record above")
        .isPresent();
    assertThat(documents.standing(List.of(screw)).retired(placed, "maximo"))
        .as("orders do not go to the other")
        .isEmpty();
  }

  @Test
  void whatIsSaidOfARecordThatTheDocumentsNoLongerNameHasNoEffect() throws Exception {
    AssetRegister register =
        read(GOOD)
            .standing(
                List.of(
                    new Standing(
                        "screw",
                        "maximo",
                        "another",
                        Optional.of(Instant.EPOCH),
                        Optional.of(Criticality.D))));
    Placement.Placed placed = (Placement.Placed) register.place("cam/left");
    assertThat(register.retired(placed, "maximo")).isEmpty();
    assertThat(placed.criticality()).isEqualTo(Criticality.A);
  }

  @Test
  void aPersonMayPlaceAPointOfWhichTheDocumentsKnowNothing() throws Exception {
    Placement.Placed placed = read(GOOD).placeOn("nowhere", "screw").orElseThrow();
    assertThat(placed.point().id()).isEqualTo("nowhere");
    assertThat(placed.pathText()).isEqualTo("Works / Line 1 / Mill / Ball screw");
    assertThat(placed.criticality()).isEqualTo(Criticality.A);
    assertThat(read(GOOD).placeOn("cam/outside", "mill").orElseThrow().point().camera())
        .as("what the documents know of the point stays")
        .contains("cam");
    assertThat(read(GOOD).placeOn("nowhere", "no-such-asset")).isEmpty();
  }

  @Test
  void everyMistakeIsNamedWithItsLine() {
    List<Problem> problems =
        problems(
            """
            assets:
              - { id: works, name: Works, level: site }
              - { id: works, name: Twice, level: site }
              - { id: lost, name: Lost, level: machine, parent: nobody }
              - { id: top, name: Top, level: machine }
            points:
              - { id: p, asset: missing }
            """);
    assertThat(problems).extracting(problem -> problem.where().line()).containsExactly(3, 4, 5, 7);
    assertThat(problems.get(1).text()).contains("nobody").contains("no asset has this id");
  }

  @Test
  void aCircleOfParentsIsRefused() {
    List<Problem> problems =
        problems(
            """
            assets:
              - { id: a, name: A, level: line, parent: b }
              - { id: b, name: B, level: line, parent: a }
            points: []
            """);
    assertThat(problems).isNotEmpty().allMatch(each -> each.text().contains("circle"));
  }

  private static List<Problem> problems(String text) {
    InvalidDocumentException refused =
        catchThrowableOfType(InvalidDocumentException.class, () -> read(text));
    assertThat(refused).isNotNull();
    return refused.problems();
  }

  private static AssetRegister read(String text) throws InvalidDocumentException {
    MapNode root = Documents.parse("site.yaml", text).asMap();
    return AssetDocuments.read(root.maps("assets"), root.maps("points"));
  }
}
