/**
 * Decides a recorded stretch of time again, with the documents of then or others, and tells what
 * differs.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bellcrank.replay;
