/** How good a model is on annotated images, by the gateway's own way of looking. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.vision.evaluation;
