package org.bellcrank.driver.opcua;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * UCUM units for those that servers tell. A unit's number is its common code of UNECE
 * Recommendation 20, its characters' bytes from the highest (OPC 10000-8, 5.6.4.4); many servers
 * tell none and only write it, so what is written counts too. Only units that mean one thing: what
 * is not here is left to a person.
 */
final class EngineeringUnit {

  /** Common code, UCUM, then other ways of writing it. */
  private static final String[][] KNOWN = {
    {"CEL", "Cel", "°C", "degC", "deg C", "℃"},
    {"FAH", "[degF]", "°F", "degF", "deg F"},
    {"KEL", "K"},
    {"BAR", "bar"},
    {"MBR", "mbar"},
    {"PAL", "Pa"},
    {"A97", "hPa"},
    {"KPA", "kPa"},
    {"MPA", "MPa"},
    {"PS", "[psi]", "psi"},
    {"MTR", "m"},
    {"CMT", "cm"},
    {"MMT", "mm"},
    {"4H", "um", "µm", "μm"},
    {"MTS", "m/s"},
    {"C16", "mm/s"},
    {"MSK", "m/s2", "m/s²", "m/s^2"},
    {"RPM", "/min", "rpm", "1/min", "min-1", "r/min", "rev/min", "U/min", "min⁻¹"},
    {"RPS", "/s", "1/s", "r/s", "s-1"},
    {"HTZ", "Hz"},
    {"KHZ", "kHz"},
    {"MHZ", "MHz"},
    {"AMP", "A"},
    {"4K", "mA"},
    {"VLT", "V"},
    {"2Z", "mV"},
    {"KVT", "kV"},
    {"WTT", "W"},
    {"KWT", "kW"},
    {"MAW", "MW"},
    {"KWH", "kW.h", "kWh"},
    {"OHM", "Ohm", "Ω"},
    {"P1", "%"},
    {"NEW", "N"},
    {"B47", "kN"},
    {"NU", "N.m", "Nm", "N·m"},
    {"GRM", "g"},
    {"KGM", "kg"},
    {"TNE", "t"},
    {"B98", "us", "µs", "μs"},
    {"C26", "ms"},
    {"SEC", "s"},
    {"MIN", "min"},
    {"HUR", "h"},
    {"LTR", "L", "l"},
    {"MTQ", "m3", "m³"},
    {"L2", "L/min", "l/min"},
    {"MQH", "m3/h", "m³/h"},
    {"DD", "deg", "°"},
    {"C81", "rad"},
    {"59", "[ppm]", "ppm"},
    {"2N", "dB"},
  };

  private static final Map<Integer, String> BY_CODE = new HashMap<>();
  private static final Map<String, String> BY_TEXT = new HashMap<>();

  static {
    for (String[] each : KNOWN) {
      BY_CODE.put(number(each[0]), each[1]);
      for (int i = 1; i < each.length; i++) {
        BY_TEXT.put(each[i], each[1]);
      }
    }
  }

  private EngineeringUnit() {}

  private static int number(String code) {
    int number = 0;
    for (char each : code.toCharArray()) {
      number = number << 8 | each;
    }
    return number;
  }

  /**
   * The unit in UCUM; what is written wins over a number that says otherwise, since people look at
   * what is written.
   *
   * @param code its number; -1 where the server has none
   * @param written as the server writes it; null where it does not
   */
  static Optional<String> ucum(int code, String written) {
    String text = written == null ? "" : written.strip();
    return text.isEmpty()
        ? Optional.ofNullable(BY_CODE.get(code))
        : Optional.ofNullable(BY_TEXT.get(text)).or(() -> Optional.ofNullable(BY_CODE.get(code)));
  }
}
