/** Machines that run, wear and fail by a seed, and what is wrong with them at every moment. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.itests.plant;
