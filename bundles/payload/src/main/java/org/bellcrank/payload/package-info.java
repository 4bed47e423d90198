/** What messages of other systems say, by mappings of the site documents. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package org.bellcrank.payload;
