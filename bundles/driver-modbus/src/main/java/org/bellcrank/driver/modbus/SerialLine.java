package org.bellcrank.driver.modbus;

import java.util.List;
import java.util.Locale;

/**
 * A serial line of this machine and how characters go over it.
 *
 * @param device its file, under {@code /dev}
 * @param baud bits a second, one of {@link #BAUDS}
 * @param characters data bits, parity and stop bits, one of {@link #CHARACTERS}
 */
record SerialLine(String device, int baud, String characters) {

  /** Speeds that are taken, in bits a second. */
  static final List<Integer> BAUDS =
      List.of(1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400);

  /** Always eight data bits, as RTU demands; its standard asks for eleven bits a character. */
  static final List<String> CHARACTERS = List.of("8E1", "8N1", "8O1", "8N2");

  /** Whether a text names a file under {@code /dev} and leaves it nowhere. */
  static boolean isDevice(String given) {
    return given.matches("/dev/[A-Za-z0-9._/:+-]{1,200}") && !given.contains("..");
  }

  /**
   * How long nobody may speak before a request, in nanoseconds: three and a half characters, and
   * 1.75 ms above 19200 bits a second (MODBUS over Serial Line V1.02, 2.5.1.1).
   */
  long silenceNanos() {
    return baud > 19_200 ? 1_750_000 : 3_500_000_000L * 11 / baud;
  }

  /** The words with which stty sets it: bytes as they are, no flow control, no wait for a modem. */
  List<String> words() {
    String parity =
        switch (characters.charAt(1)) {
          case 'E' -> "parenb -parodd";
          case 'O' -> "parenb parodd";
          default -> "-parenb";
        };
    return List.of(
        "%d raw -echo clocal cread -crtscts -ixon -ixoff -hupcl cs8 %s %s min 0 time 1"
            .formatted(baud, parity, characters.endsWith("2") ? "cstopb" : "-cstopb")
            .toLowerCase(Locale.ROOT)
            .split(" "));
  }

  @Override
  public String toString() {
    return "%s (%d baud, %s)".formatted(device, baud, characters);
  }
}
