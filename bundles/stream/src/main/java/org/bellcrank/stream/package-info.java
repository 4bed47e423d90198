/**
 * Samples of points in memory: pipelines that end in measurements, predictions and device states.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.stream;
