package org.bellcrank.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The statements of one step, to be run in one transaction.
 *
 * @param address of the database, for example {@code jdbc:postgresql://host:5432/mp2}
 * @param credential as {@code user:password}; empty where the database asks for none
 * @param body JSON: {@code statements}, each with its {@code sql} and {@code parameters}: a list
 *     for question marks, or an object for names like {@code :title}, where a name that is missing
 *     is NULL
 * @param connectTimeout longest wait for a connection
 * @param answerTimeout longest wait for all statements together
 */
public record SqlRequest(
    URI address,
    Optional<String> credential,
    byte[] body,
    Duration connectTimeout,
    Duration answerTimeout) {

  /** Without the credential. */
  @Override
  public String toString() {
    return "statements for " + address;
  }
}
