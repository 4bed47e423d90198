/** Records of historians and databases, read from a position that is kept. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.historian;
