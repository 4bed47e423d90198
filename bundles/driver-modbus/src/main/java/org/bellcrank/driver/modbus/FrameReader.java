package org.bellcrank.driver.modbus;

import com.digitalpetri.modbus.ModbusRtuFrame;
import com.digitalpetri.modbus.ModbusRtuResponseFrameParser;
import com.digitalpetri.modbus.ModbusRtuResponseFrameParser.Accumulated;
import com.digitalpetri.modbus.ModbusRtuResponseFrameParser.ParseError;
import com.digitalpetri.modbus.ModbusRtuResponseFrameParser.ParserState;
import java.nio.BufferOverflowException;
import java.util.Optional;

/** Answers out of the pieces in which a serial line hands them over. Safe for any thread. */
final class FrameReader {

  private final ModbusRtuResponseFrameParser parser = new ModbusRtuResponseFrameParser();

  /** Forgets what came so far. */
  synchronized void reset() {
    parser.reset();
  }

  /**
   * The answer that this piece completes. What is none is dropped, with all that came before; who
   * waits for it then waits in vain.
   */
  synchronized Optional<ModbusRtuFrame> with(byte[] piece) {
    try {
      ParserState state = parser.parse(piece);
      if (state instanceof Accumulated whole) {
        parser.reset();
        return Optional.of(whole.frame());
      }
      if (state instanceof ParseError) {
        parser.reset();
      }
    } catch (BufferOverflowException e) {
      parser.reset(); // the library (2.1.4) has room for 256 bytes and does not count them
    }
    return Optional.empty();
  }
}
