/** Which machine part a point belongs to. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.2.0")
package org.bellcrank.asset;
