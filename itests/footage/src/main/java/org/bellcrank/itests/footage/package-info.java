/** Footage of wearing ball screws, rendered with the exact place of every pit. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.itests.footage;
