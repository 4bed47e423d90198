package org.bellcrank.driver.opcua.security;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** What went wrong, in a few words. */
public final class Words {

  private Words() {}

  /** The name of a status code as OPC 10000-6 has it, for example {@code Bad_NodeIdUnknown}. */
  public static String of(StatusCode status) {
    String name = of(status.value());
    return status.isOverflowSet() ? name + " (overflow)" : name;
  }

  /** As above, of the bare code. */
  public static String of(long code) {
    // The lower half carries flags that are no part of the name.
    return StatusCodes.lookup(code & 0xffff_0000L)
        .map(words -> words[0])
        .orElseGet(() -> code == 0 ? "Good" : "0x%08X".formatted(code));
  }

  /** Why a request failed; the innermost cause that says something. */
  public static String of(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && (cause instanceof ExecutionException || isRepeated(cause))) {
      cause = cause.getCause();
    }
    if (cause instanceof TimeoutException) {
      return "no answer in time";
    }
    String status =
        UaException.extractStatusCode(cause)
            .map(Words::of)
            .filter(s -> !"Good".equals(s))
            .orElse("");
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return status.isEmpty() || message.contains(status) ? message : status + ", " + message;
  }

  /** Whether it only says in the words of a program what its cause says. */
  private static boolean isRepeated(Throwable thrown) {
    return thrown.getCause() instanceof UaException cause
        && cause.toString().equals(thrown.getMessage());
  }
}
