/** Files kept by content hash, durable before they are named. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package org.bellcrank.evidence;
