package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads an answer into memory, up to a limit: one that does not end, or grows when it is unpacked,
 * must not take the gateway's memory. The stream is left to the connection, whose end closes it:
 * closing it here would read the rest first.
 */
final class WholeAnswer implements Processor {

  /** The pictures that are read back are the biggest of what is asked for. */
  static final int MOST = 16 << 20;

  private final int most;

  /**
   * @param most bytes that are read
   */
  WholeAnswer(int most) {
    this.most = most;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    Object body = exchange.getMessage().getBody();
    if (body instanceof InputStream stream) {
      byte[] read = stream.readNBytes(most + 1);
      if (read.length > most) {
        throw new TooLongException("the answer is longer than %d MiB".formatted(most >> 20));
      }
      exchange.getMessage().setBody(read);
    } else {
      exchange.getMessage().setBody(exchange.getMessage().getBody(byte[].class));
    }
  }

  /** What was done is not known, since the answer was not read. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(String message) {
      super(message);
    }
  }
}
