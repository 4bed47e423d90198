/** Looks at the framework after every change and tells what is down and why. */
package org.bellcrank.health.osgi;
