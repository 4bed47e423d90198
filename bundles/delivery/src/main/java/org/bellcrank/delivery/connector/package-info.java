/** A connector's folder, read and checked: recipe, mapping, the vendor's facts. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.delivery.connector;
