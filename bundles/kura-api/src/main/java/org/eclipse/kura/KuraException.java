package org.eclipse.kura;

/** A failure of a gateway service. */
public class KuraException extends Exception {

  private static final long serialVersionUID = 1L;

  private final KuraErrorCode code;

  public KuraException(KuraErrorCode code, Object... arguments) {
    this(code, null, arguments);
  }

  public KuraException(KuraErrorCode code, Throwable cause, Object... arguments) {
    super(code + (arguments.length == 0 ? "" : " " + java.util.Arrays.toString(arguments)), cause);
    this.code = code;
  }

  public KuraErrorCode getCode() {
    return code;
  }
}
