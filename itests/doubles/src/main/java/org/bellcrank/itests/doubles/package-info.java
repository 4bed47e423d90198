/**
 * Two CMMS doubles that enforce their vendors' quirks over real HTTP on the loopback. They know
 * what they know from the fact tables in this bundle alone, never from a connector's folder.
 */
package org.bellcrank.itests.doubles;
