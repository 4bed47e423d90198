/** YAML and JSON Schema with line numbers and errors that say given, allowed, where. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.document;
