/** Pure steps from a state and an input to a state: recurrence, confirmation, growth, limits. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.condition;
