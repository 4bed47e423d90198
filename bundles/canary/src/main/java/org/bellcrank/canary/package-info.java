/** Tests of the gateway's own way, and the lamps that they light. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.canary;
