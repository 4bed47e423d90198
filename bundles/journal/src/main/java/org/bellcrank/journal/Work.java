package org.bellcrank.journal;

/** What is done inside one unit of work. An exception leaves nothing behind. */
@FunctionalInterface
public interface Work<T> {

  /** Does the work; called on the store's thread, so it must not wait for other units. */
  T in(UnitOfWork unit);
}
