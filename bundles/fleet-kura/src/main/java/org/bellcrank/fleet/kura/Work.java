package org.bellcrank.fleet.kura;

import java.io.IOException;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.site.UnknownVersionException;

/** Carries out one request. */
@FunctionalInterface
interface Work {
  Reply of(Call call)
      throws RefusedRequestException,
          InvalidDocumentException,
          UnknownVersionException,
          IOException;
}
