/** What each CMMS has in its register of assets, held against the site documents. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.register;
