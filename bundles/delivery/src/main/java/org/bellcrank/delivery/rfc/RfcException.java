package org.bellcrank.delivery.rfc;

/** Nothing came back from a function module, or there was no session to call it in. */
public final class RfcException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is known of what was done. */
  public enum Kind {
    /** No connection came about, so nothing was done. */
    UNREACHABLE,
    /** The other side does not accept user, password or client; nothing was done. */
    LOGON,
    /** It takes no further session now, or has nobody to work on the call; nothing was done. */
    BUSY,
    /** The connection broke, or no answer came in time, after the call went out: not known. */
    BROKEN,
    /** The user may not call this function; nothing was done by it. */
    RIGHTS,
    /** There is no function of this name that can be called from outside. */
    NO_FUNCTION,
    /** The function has no such parameter or field, or a text cannot be one; it was not called. */
    INTERFACE,
    /** The function raised an exception of its interface; what it is called is the key. */
    ABAP,
    /** The function ended in a dump; what it had kept for the commit is gone. */
    DUMP
  }

  private final Kind kind;
  private final String key;

  /**
   * Without a key.
   *
   * @param words for a person, never with the password in them
   */
  public RfcException(Kind kind, String words) {
    this(kind, "", words);
  }

  /**
   * With what the other side calls it.
   *
   * @param key of the exception, for example {@code NOT_FOUND}; empty where there is none
   * @param words for a person, never with the password in them
   */
  public RfcException(Kind kind, String key, String words) {
    super(words);
    this.kind = kind;
    this.key = key;
  }

  /** What is known of what was done. */
  public Kind kind() {
    return kind;
  }

  /** What the other side calls it; empty where it says nothing. */
  public String key() {
    return key;
  }
}
