/**
 * The way to function modules of an SAP system, for whoever brings SAP's library: one service, a
 * session, records and one exception. Whoever implements it needs nothing else of the gateway.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.delivery.rfc;
