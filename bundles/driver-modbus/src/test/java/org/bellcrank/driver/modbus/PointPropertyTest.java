package org.bellcrank.driver.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bellcrank.driver.modbus.channel.RefusedValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointPropertyTest {

  private static Point point(Form form, boolean words, boolean bytes) {
    return new Point(1, Table.HOLDING_REGISTER, 0, form, 0, 0, words, bytes);
  }

  @Property
  void wholeNumbersComeBackInEveryOrder(
      @ForAll long value, @ForAll boolean words, @ForAll boolean bytes) throws Exception {
    assertThat(back(Form.INT64, value, words, bytes)).isEqualTo(value);
    assertThat(back(Form.INT32, (long) (int) value, words, bytes)).isEqualTo((long) (int) value);
    assertThat(back(Form.INT16, (long) (short) value, words, bytes))
        .isEqualTo((long) (short) value);
    assertThat(back(Form.UINT32, value & 0xffff_ffffL, words, bytes))
        .isEqualTo(value & 0xffff_ffffL);
    assertThat(back(Form.UINT16, value & 0xffff, words, bytes)).isEqualTo(value & 0xffff);
    BigInteger wide = new BigInteger(Long.toUnsignedString(value));
    assertThat(back(Form.UINT64, wide, words, bytes)).isEqualTo(wide);
  }

  @Property
  void fractionsComeBackInEveryOrder(
      @ForAll double value, @ForAll boolean words, @ForAll boolean bytes) throws Exception {
    assertThat(back(Form.FLOAT64, value, words, bytes)).isEqualTo(value);
    assertThat(back(Form.FLOAT32, (float) value, words, bytes)).isEqualTo((float) value);
  }

  @Property
  void aFieldOfAWordIsWhatItsBitsSayInEveryOrder(
      @ForAll long word,
      @ForAll @IntRange(min = 1, max = 32) int wanted,
      @ForAll @IntRange(max = 31) int from,
      @ForAll boolean words,
      @ForAll boolean bytes)
      throws Exception {
    for (Form form : List.of(Form.UINT16, Form.UINT32)) {
      int all = 16 * form.registers();
      int bits = Math.min(wanted, all);
      int bit = Math.min(from, all - bits);
      long given = word & (1L << all) - 1;
      byte[] line = point(form, words, bytes).encoded(given);
      String binary = new StringBuilder(Long.toBinaryString(1L << all | given)).substring(1);
      String part = binary.substring(all - bit - bits, all - bit);
      long unsigned = Long.parseLong(part, 2);
      long signed = part.charAt(0) == '1' ? unsigned - (1L << bits) : unsigned;
      assertThat(field(form, words, bytes, bit, bits, false).decoded(line)).isEqualTo(unsigned);
      assertThat(field(form, words, bytes, bit, bits, true).decoded(line)).isEqualTo(signed);
    }
  }

  private static Point field(
      Form form, boolean words, boolean bytes, int bit, int bits, boolean signed) {
    return new Point(1, Table.HOLDING_REGISTER, 0, form, bit, 0, words, bytes, bits, signed);
  }

  private static Object back(Form form, Object value, boolean words, boolean bytes)
      throws RefusedValueException {
    Point point = point(form, words, bytes);
    return point.decoded(point.encoded(value));
  }

  @ParameterizedTest
  @CsvSource({
    // IEEE 754: 20.3 is 41A26666; in the four orders that devices use.
    "FLOAT32, BIG, BIG, 41a26666",
    "FLOAT32, LITTLE, BIG, 666641a2",
    "FLOAT32, BIG, LITTLE, a2416666",
    "FLOAT32, LITTLE, LITTLE, 6666a241"
  })
  void theFourOrdersOfAFloat(Form form, String words, String bytes, String line) {
    Point point = point(form, words.equals("LITTLE"), bytes.equals("LITTLE"));
    assertThat(point.decoded(HexFormat.of().parseHex(line))).isEqualTo(20.3f);
  }

  @ParameterizedTest
  @CsvSource({
    "INT16, 32768, -32768 to 32767",
    "UINT16, -1, 0 to 65535",
    "UINT32, 4294967296, 0 to 4294967295",
    "INT32, 1.5, -2147483648 to 2147483647"
  })
  void whatDoesNotFitIsRefusedRatherThanCut(Form form, double value, String allowed) {
    assertThatThrownBy(() -> point(form, false, false).encoded(value))
        .isInstanceOf(RefusedValueException.class)
        .hasMessageContaining(allowed);
  }

  @Property
  void everyPointIsReadOnceAndNoRequestAsksForMoreThanItMay(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 65_000) Integer> addresses,
      @ForAll @IntRange(min = 0, max = 3) int table,
      @ForAll @IntRange(min = 0, max = 100) int gap) {
    Map<Integer, Point> points = new HashMap<>();
    Table all = Table.values()[table];
    for (int i = 0; i < addresses.size(); i++) {
      Form form = all.bits() ? Form.BIT : Form.values()[i % 9];
      points.put(i, new Point(i % 2, all, addresses.get(i), form, 0, 0, false, false));
    }
    Map<Integer, Integer> seen = new HashMap<>();
    for (Block block : Block.plan(points, gap)) {
      assertThat(block.count()).isBetween(1, all.most());
      for (int place : block.places()) {
        Point point = points.get(place);
        seen.merge(place, 1, Integer::sum);
        assertThat(point.unit()).isEqualTo(block.unit());
        assertThat(point.address()).isGreaterThanOrEqualTo(block.first());
        assertThat(point.address() + point.items())
            .isLessThanOrEqualTo(block.first() + block.count());
      }
    }
    assertThat(seen).hasSize(points.size()).allSatisfy((place, times) -> assertThat(times).isOne());
  }

  @Test
  void neighboursGoInOneRequestAndFarOnesDoNot() {
    Map<Integer, Point> points = new HashMap<>();
    int[] addresses = {100, 104, 120, 221};
    for (int i = 0; i < addresses.length; i++) {
      points.put(
          i, new Point(1, Table.INPUT_REGISTER, addresses[i], Form.INT32, 0, 0, false, false));
    }
    assertThat(Block.plan(points, 14))
        .containsExactly(
            new Block(1, Table.INPUT_REGISTER, 100, 22, List.of(0, 1, 2)),
            new Block(1, Table.INPUT_REGISTER, 221, 2, List.of(3)));
  }

  @ParameterizedTest
  @CsvSource({
    "address, -1, a whole number of 0 to 65535",
    "address, 70000, a whole number of 0 to 65535",
    "address, 65535, at most 65534",
    "form, DECIMAL, BIT; INT16",
    "table, REGISTERS, COIL; DISCRETE_INPUT",
    "word.order, MIDDLE, BIG; LITTLE",
    "unit.id, 256, a whole number of 0 to 255",
    "bit, 16, a whole number of 0 to 15",
    "length, 0, a whole number of 1 to 125"
  })
  void aWrongSettingOfAChannelIsNamedWithWhatIsAllowed(String key, String given, String allowed) {
    Map<String, Object> settings = new HashMap<>(Map.of("form", form(key)));
    settings.put(key, given);
    assertThatThrownBy(() -> ChannelSettings.point(settings, 1))
        .isInstanceOf(RefusedValueException.class)
        .hasMessageContaining(given)
        .hasMessageContaining(allowed.replace(';', ','))
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "UINT16, 1, 16, bit: given 1",
    "UINT16, 0, 17, bits: given 17",
    "UINT32, 20, 13, a whole number of 0 to 19",
    "UINT32, 0, 33, a whole number of 0 to 32",
    "INT16, 0, 4, UINT16"
  })
  void aFieldThatReachesBeyondItsWordIsRefused(String form, String bit, String bits, String words) {
    Map<String, Object> settings = Map.of("form", form, "bit", bit, "bits", bits);
    assertThatThrownBy(() -> ChannelSettings.point(settings, 1))
        .isInstanceOf(RefusedValueException.class)
        .hasMessageContaining(words);
  }

  private static String form(String key) {
    return switch (key) {
      case "bit" -> "BIT";
      case "length" -> "TEXT";
      default -> "FLOAT32";
    };
  }
}
