package org.bellcrank.itests.kura.configuration;

/** How a password reaches a component: Kura 5 hands it over plain at first, encrypted later. */
enum Passwords {
  PLAIN,
  ENCRYPTED
}
