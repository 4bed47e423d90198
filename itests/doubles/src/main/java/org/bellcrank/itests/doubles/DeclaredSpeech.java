package org.bellcrank.itests.doubles;

import java.util.Map;
import java.util.Optional;

/** How a declared system is spoken to. */
sealed interface DeclaredSpeech permits DeclaredRest, DeclaredSoap {

  /** Which act a request is meant as; empty where it is none. */
  Optional<DeclaredCall.Act> act(Request request);

  /**
   * The request, read.
   *
   * @throws DeclaredRefusal when it is not readable, or there is nothing at its place
   */
  DeclaredCall read(Request request) throws DeclaredRefusal;

  Reply answer(DeclaredCall call, Map<String, Object> tree);

  Reply refusal(DeclaredRefusal refusal);

  /** A failure of its own, which means nothing was done. */
  Reply failure();

  static DeclaredSpeech of(Declaration declared) {
    return declared.speaks().equals("soap")
        ? new DeclaredSoap(declared)
        : new DeclaredRest(declared);
  }
}
