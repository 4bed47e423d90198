package org.bellcrank.delivery;

/** What may stand between the gateway and a CMMS, as a person can mend it. */
public enum Trouble {
  /** The name of the host is not found. */
  NO_HOST,
  /** Nobody listens at the address, or no way leads there. */
  UNREACHABLE,
  /** Encryption was not agreed on, or the certificate is not believed. */
  TLS,
  /** Reached, and no answer in time. */
  SILENT,
  /** The credential cannot be read on this gateway. */
  CREDENTIAL,
  /** The other side does not accept who we are. */
  SIGN_IN,
  /** It knows who we are, and we may not read. */
  RIGHTS,
  /** There is nothing at the path. */
  PATH,
  /** What answers is not what the connector speaks to. */
  STRANGER,
  /** The question is not understood. */
  QUESTION,
  /** It says that it is busy or away. */
  BUSY,
  /** The site documents let nothing out now. */
  MAINTENANCE,
  /** The instance's calls a minute, or an hour, are used up. */
  LIMIT,
  /** Something is missing on this gateway: the connector, its route, or what the instance says. */
  GATEWAY,
  /** Anything else. */
  OTHER
}
