package org.eclipse.kura;

/** A failure of a gateway service that no caller expects. */
public class KuraRuntimeException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final KuraErrorCode code;

  public KuraRuntimeException(KuraErrorCode code) {
    this(code, (Throwable) null);
  }

  public KuraRuntimeException(KuraErrorCode code, Object... arguments) {
    this(code, null, arguments);
  }

  public KuraRuntimeException(KuraErrorCode code, Throwable cause, Object... arguments) {
    super(KuraException.message(code, arguments), cause);
    this.code = code;
  }

  public KuraErrorCode getCode() {
    return code;
  }
}
