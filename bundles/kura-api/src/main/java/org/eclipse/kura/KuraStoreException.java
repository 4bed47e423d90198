package org.eclipse.kura;

/** A store of the gateway failed. */
public class KuraStoreException extends KuraException {
  private static final long serialVersionUID = 1L;

  public KuraStoreException(Object argument) {
    super(KuraErrorCode.STORE_ERROR, argument);
  }

  public KuraStoreException(Throwable cause, Object argument) {
    super(KuraErrorCode.STORE_ERROR, cause, argument);
  }
}
