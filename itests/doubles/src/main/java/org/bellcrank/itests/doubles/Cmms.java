package org.bellcrank.itests.doubles;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What differs between the doubles; the server around it is the same. */
interface Cmms {

  /** Short name, for threads and books. */
  String name();

  /** What the request wants; empty where it is none of the CMMS's interface. */
  Optional<Operation> operation(Request request);

  /** Processes a request of the interface. */
  Reply answer(Request request);

  /** The answer to a change as if it had been kept, with nothing kept. */
  Reply unkept(Request request);

  /** A page of the CMMS's own screen; empty where there is no such page. */
  Optional<Reply> page(Request request);

  /** The vendor's own shape of a failure that answers. */
  Reply failure(FaultKind kind, Duration retryAfter);

  /** As above, of a CMMS with several interfaces that fail in shapes of their own. */
  default Reply failure(Request request, FaultKind kind, Duration retryAfter) {
    return failure(kind, retryAfter);
  }

  /** Whether the sender's credentials count as run out from now on. */
  void expireKey(boolean expired);

  /** What it was told of how an asset is and took, oldest first, in its own words. */
  default List<String> conditions(String asset) {
    return List.of();
  }

  /** A person at the plant sets an order's status, past all rules of the interface. */
  boolean setStatus(String number, String status);
}
