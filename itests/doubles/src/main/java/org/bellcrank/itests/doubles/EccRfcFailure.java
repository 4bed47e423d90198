package org.bellcrank.itests.doubles;

/** No function answered; told as SAP's own libraries tell it, in groups. */
public final class EccRfcFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** The groups, as far as they matter. */
  public enum Group {
    /** No connection, or one that broke; whether the call was worked on is not told. */
    COMMUNICATION,
    LOGON_FAILURE,
    /** A dump, and a right to call that is missing: the key tells them apart. */
    SYSTEM_FAILURE,
    /** No session or no work process is free. */
    RESOURCE,
    FUNCTION_NOT_FOUND,
    /** A parameter or field that the function does not have, or a value that does not fit. */
    CONVERSION,
    /** The function raised one of its own exceptions. */
    ABAP_EXCEPTION
  }

  private final Group group;
  private final String key;

  EccRfcFailure(Group group, String key, String words) {
    super(words);
    this.group = group;
    this.key = key;
  }

  public Group group() {
    return group;
  }

  /** Such as {@code RFC_NO_AUTHORITY}; empty where there is none. */
  public String key() {
    return key;
  }
}
