package org.bellcrank.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

  @ParameterizedTest
  @CsvSource({
    "100, Cel, [degF], 212",
    "-40, [degF], Cel, -40",
    "25, Cel, K, 298.15",
    "25, Cel.{air}, K, 298.15",
    "25, Cel/{probe}, K, 298.15",
    "25, {air}.Cel, K, 298.15",
    "25, (Cel{air}), K, 298.15",
    "1, [g], m/s2, 9.80665",
    "1, [g], mm/s2, 9806.65",
    "1, bar, kPa, 100",
    "1, [psi], Pa, 6894.757293168",
    "14.5037738, [psi], bar, 1",
    "1, MPa, bar, 10",
    "1500, /min, Hz, 25",
    "1500, rpm, Hz, 25",
    "1500, {rev}/min, /min, 1500",
    "1, m3/h, L/min, 16.666666667",
    "1, [gal_us]/min, L/min, 3.785411784",
    "25.4, mm/s, [in_i]/s, 1",
    "1, [in_i], um, 25400",
    "1, kW, V.A, 1000",
    "1, [HP], W, 745.69987158",
    "5, %, 1, 0.05",
    "3, dB, B, 0.3",
    "2, kN, N, 2000",
    "1, kW.h, MJ, 3.6",
    "1, h, s, 3600",
    "1, N.m, J, 1",
    "1, J/s, W, 1",
    "1, kg.m/s2, N, 1",
    "1, m.s-2, m/s2, 1",
    "1, Pa/(m/s), N.s/m3, 1",
    "1, 10.L, m3, 0.01",
    "180, deg, rad, 3.14159265359",
    "1, mm[Hg], Pa, 133.322",
    "1, L, dm3, 1",
    "1, mbar, hPa, 1",
    "1, d, h, 24",
  })
  void valuesAreTold(double value, String from, String to, double expected) {
    assertThat(Unit.of(from).to(Unit.of(to)).apply(value))
        .isCloseTo(expected, within(Math.abs(expected) * 1e-9 + 1e-9));
  }

  @Property(tries = 100)
  void thereAndBackIsTheSame(@ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
    Unit one = Unit.of("[degF]");
    Unit other = Unit.of("Cel");
    assertThat(other.to(one).apply(one.to(other).apply(value))).isCloseTo(value, within(1e-8));
  }

  @Test
  void whatMeasuresSomethingElseIsRefusedWithBothKinds() {
    assertThatThrownBy(() -> Unit.of("bar").to(Unit.of("mm/s")))
        .hasMessage(
            "unit: given 'bar' (pressure) for 'mm/s' (velocity); allowed: a unit of velocity");
    assertThatThrownBy(() -> Unit.of("dB").to(Unit.of("%")))
        .hasMessageContaining("(level) for '%' (pure number)");
    // an angle is not nothing here: 1 Hz is not 1 rad/s
    assertThatThrownBy(() -> Unit.of("Hz").to(Unit.of("rad/s")))
        .hasMessageContaining("'rad/s' (s-1.rad)");
    assertThat(Unit.of("V/A").kind()).isEqualTo("electric resistance");
    assertThat(Unit.of("kg/m2").kind()).isEqualTo("m-2.kg");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "furlong, at character 1 one of",
        "mm/furlong, at character 4 one of",
        "°C, did you mean Cel?",
        "degF, did you mean [degF]?",
        "psi, did you mean [psi]?",
        "m/s², did you mean m/s2?",
        "RPM, did you mean /min?",
        "Cel/min, stand alone",
        "/Cel, stand alone",
        "{air}/Cel, stand alone",
        "mCel, at character 1",
        "Cel2, stand alone",
        "k%, at character 1",
        "m//s, at character 3",
        "m/, at character 3",
        "m0, powers from -9 to 9",
        "m99, powers from -9 to 9",
        "(m, a closing bracket",
        "{m, an annotation that ends",
        "m}, at character 2",
        "((((((m)))))), four brackets",
        "0.m, whole numbers",
        "1234567890.m, whole numbers",
        "m s, at character 2",
      })
  void whatIsNoUnitIsRefusedWithItsPlace(String text, String said) {
    assertThatThrownBy(() -> Unit.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given '" + text + "'")
        .hasMessageContaining(said);
  }

  @Test
  void anEmptyAndAnEndlessUnitAreRefused() {
    assertThatThrownBy(() -> Unit.of("")).hasMessageContaining("1 to 64 characters");
    assertThatThrownBy(() -> Unit.of("m.".repeat(40) + "m")).hasMessageContaining("1 to 64");
  }

  @Property(tries = 2000)
  void whateverIsReadEndsInAUnitOrARefusal(@ForAll String text) {
    try {
      assertThat(Unit.of(text).factor()).isNotNaN();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("unit: given '");
    }
  }
}
