package org.bellcrank.driver.opcua;

import java.io.IOException;
import org.bellcrank.itests.peers.Line;

/** A line to a server that can go dead without either side being told. */
final class Proxy extends Line {

  Proxy(int behind) throws IOException {
    super(behind);
  }
}
