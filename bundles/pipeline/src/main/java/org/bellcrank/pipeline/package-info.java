/**
 * Carries observations through asset, condition, rule, workorder and the outbox in one unit of
 * work.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.pipeline;
