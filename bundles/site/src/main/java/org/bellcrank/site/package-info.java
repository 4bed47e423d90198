/** Composes the documents of all: validation as a whole, versions, activation, return. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.site;
