/** What a system itself tells about its fields, read and held against the facts of a folder. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.delivery.metadata;
