/** Units of work, the hash chain and the feed from a position. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.journal;
