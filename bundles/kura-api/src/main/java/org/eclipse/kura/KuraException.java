package org.eclipse.kura;

import java.util.Arrays;

/** A failure of a gateway service. */
public class KuraException extends Exception {
  private static final long serialVersionUID = 1L;
  private final KuraErrorCode code;

  public KuraException(KuraErrorCode code) {
    this(code, (Throwable) null);
  }

  public KuraException(KuraErrorCode code, Object... arguments) {
    this(code, null, arguments);
  }

  public KuraException(KuraErrorCode code, Throwable cause, Object... arguments) {
    super(message(code, arguments), cause);
    this.code = code;
  }

  public static KuraException internalError(String message) {
    return new KuraException(KuraErrorCode.INTERNAL_ERROR, null, message);
  }

  public static KuraException internalError(Throwable cause) {
    return new KuraException(KuraErrorCode.INTERNAL_ERROR, cause);
  }

  public static KuraException internalError(Throwable cause, String message) {
    return new KuraException(KuraErrorCode.INTERNAL_ERROR, cause, message);
  }

  public KuraErrorCode getCode() {
    return code;
  }

  static String message(KuraErrorCode code, Object... arguments) {
    return arguments == null || arguments.length == 0
        ? String.valueOf(code)
        : code + " " + Arrays.toString(arguments);
  }
}
