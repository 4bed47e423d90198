package org.bellcrank.driver.opcua;

/** What a channel stands for. */
enum Kind {
  /** An attribute of a node, mostly its value. */
  VALUE,
  /** A method, called by writing its arguments. */
  METHOD,
  /** Events and alarms of a node; only for listening. */
  EVENT
}
