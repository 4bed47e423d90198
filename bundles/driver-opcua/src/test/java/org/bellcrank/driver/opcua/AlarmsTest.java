package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.kura.type.DataType;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.Test;

/** Events as a server may send them, whatever is lost between. */
class AlarmsTest {

  private static final NodeId CONDITION = new NodeId(1, "LoadHigh");
  private static final NodeId BRANCH = new NodeId(1, "branch");

  private final Bench.Ear words = new Bench.Ear();
  private final Bench.Ear truth = new Bench.Ear();
  private final Alarms told = new Alarms(heard(DataType.STRING, words));
  private final Alarms stands = new Alarms(heard(DataType.BOOLEAN, truth));

  static Heard heard(DataType type, Bench.Ear ear) {
    return new Heard(
        "press-4",
        Bench.settings("alarms", type, "kind", "EVENT", "node.id", "i=2253"),
        ear,
        new Point.Preset(0, 1, Deadband.NONE, Profile.NONE, false));
  }

  static Variant[] event(NodeId type) {
    Variant[] fields = new Variant[11];
    Arrays.fill(fields, Variant.NULL_VALUE);
    fields[0] = Variant.of(type);
    return fields;
  }

  /** One of an alarm; without a time of its transition where that is 0. */
  static Variant[] alarm(boolean active, long transition, long at, String message, NodeId branch) {
    return new Variant[] {
      Variant.of(NodeIds.NonExclusiveLimitAlarmType),
      Variant.of("Spindle"),
      Variant.of(new DateTime(Instant.ofEpochSecond(at))),
      Variant.of(Unsigned.ushort(150)),
      Variant.of(LocalizedText.english(message)),
      Variant.of("LoadHigh"),
      Variant.of(CONDITION),
      Variant.of(active),
      Variant.of(ByteString.of(new byte[] {1})),
      transition == 0
          ? Variant.NULL_VALUE
          : Variant.of(new DateTime(Instant.ofEpochSecond(transition))),
      Variant.of(branch)
    };
  }

  private void hears(Variant[] event) {
    told.heard(event, 100_000);
    stands.heard(event, 100_000);
  }

  /** What was told since the last time, each as its state and when it was raised, in seconds. */
  private List<String> said() {
    List<String> said = new ArrayList<>();
    words.told.forEach(
        each -> {
          String text = (String) Bench.value(each);
          said.add(field("state", text) + Instant.parse(field("raised", text)).getEpochSecond());
        });
    words.told.clear();
    return said;
  }

  static String field(String name, String json) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    assertThat(found.find()).as("%s in %s", name, json).isTrue();
    return found.group(1);
  }

  private List<Object> truths() {
    List<Object> all = new ArrayList<>();
    truth.told.forEach(each -> all.add(Bench.value(each)));
    truth.told.clear();
    return all;
  }

  @Test
  void whatIsToldOfAFormerOccurrenceRaisesNothingAndHidesNotTheNextOne() {
    hears(alarm(true, 10, 10, "high", NodeId.NULL_VALUE));
    hears(alarm(false, 20, 20, "normal", NodeId.NULL_VALUE));
    // An operator acknowledges what went: of a branch, active as it was then.
    hears(alarm(true, 10, 25, "high", BRANCH));
    assertThat(said()).containsExactly("RAISED10", "CLEARED10");
    assertThat(truths()).containsExactly(true, false);

    hears(alarm(true, 30, 30, "high", NodeId.NULL_VALUE));
    assertThat(said()).containsExactly("RAISED30");
    // And while the next one stands: it neither ends nor changes that.
    hears(alarm(false, 20, 35, "normal", BRANCH));
    assertThat(said()).isEmpty();
    assertThat(truths()).containsExactly(true);
  }

  @Test
  void anAlarmThatWentAndCameAgainWhileNobodyHeardIsAnOccurrenceOfItsOwn() {
    hears(alarm(true, 10, 10, "high", NodeId.NULL_VALUE));
    said();
    truths();

    hears(event(NodeIds.RefreshStartEventType));
    hears(alarm(true, 50, 60, "high", NodeId.NULL_VALUE));
    hears(event(NodeIds.RefreshEndEventType));
    assertThat(said()).containsExactly("CLEARED10", "RAISED50");
    assertThat(truths()).containsExactly(false, true);
    // Told once more, and with a time of its own that is none of its coming.
    hears(alarm(true, 50, 70, "high", NodeId.NULL_VALUE));
    assertThat(said()).isEmpty();
    hears(alarm(true, 50, 70, "higher", NodeId.NULL_VALUE));
    assertThat(said()).containsExactly("CHANGED50");
  }

  @Test
  void anAlarmHasOneIdHoweverTheServerNumbersItsNamespaces() {
    told.on(namespaces("urn:server", "urn:plant;1"));
    Variant[] raised = alarm(true, 10, 10, "high", NodeId.NULL_VALUE);
    raised[6] = Variant.of(new NodeId(2, "LoadHigh"));
    told.heard(raised, 100_000);
    String first = (String) Bench.value(words.told.remove());
    assertThat(field("id", first)).isEqualTo("nsu=urn:plant%3B1;s=LoadHigh");

    // As after a restart of the server, when the driver goes on.
    told.on(namespaces("urn:server", "urn:other", "urn:plant;1"));
    Variant[] again = alarm(true, 10, 10, "higher", NodeId.NULL_VALUE);
    again[6] = Variant.of(new NodeId(3, "LoadHigh"));
    told.heard(again, 100_000);
    String changed = (String) Bench.value(words.told.remove());
    assertThat(field("state", changed)).isEqualTo("CHANGED");
    assertThat(field("id", changed)).isEqualTo(field("id", first));
    // What is the standard's, or in no table, has its number.
    again[6] = Variant.of(new NodeId(9, "Odd"));
    told.heard(again, 100_000);
    assertThat(field("id", (String) Bench.value(words.told.remove()))).isEqualTo("ns=9;s=Odd");
  }

  private static NamespaceTable namespaces(String... uris) {
    NamespaceTable table = new NamespaceTable();
    for (String each : uris) {
      table.add(each);
    }
    return table;
  }

  @Test
  void aServerThatTellsNoTimeOfTheTransitionTellsOneOccurrenceWhateverTheTimesOfItsEvents() {
    hears(alarm(true, 0, 10, "high", NodeId.NULL_VALUE));
    hears(alarm(true, 0, 40, "higher", NodeId.NULL_VALUE));
    // One that tells it only now and then: nobody knows that it is another.
    hears(alarm(true, 41, 41, "higher", NodeId.NULL_VALUE));
    hears(alarm(false, 0, 50, "normal", NodeId.NULL_VALUE));
    assertThat(said()).containsExactly("RAISED10", "CHANGED10", "CLEARED10");
  }
}
