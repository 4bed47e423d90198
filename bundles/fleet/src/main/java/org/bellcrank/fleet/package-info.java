/** Roll-outs over many gateways, versions, and what a courier carries. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.fleet;
