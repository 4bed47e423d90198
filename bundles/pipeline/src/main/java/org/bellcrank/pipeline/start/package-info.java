/** The sequence in which a gateway starts, and what deciding waits for. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.pipeline.start;
