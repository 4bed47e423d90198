/** What came back from each CMMS, matched to its order; outcomes. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.closure;
