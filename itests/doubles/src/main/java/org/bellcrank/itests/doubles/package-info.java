/**
 * CMMS doubles that enforce their vendors' quirks over real HTTP on the loopback. They know what
 * they know from the fact tables in this bundle alone, never from a connector's folder.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.itests.doubles;
