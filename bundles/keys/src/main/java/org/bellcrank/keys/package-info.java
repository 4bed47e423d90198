/** Keys and certificates for whoever speaks TLS. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.2.0")
package org.bellcrank.keys;
