/** Puts the package that worked back, through the deployment agent of Kura. */
package org.bellcrank.health.kura;
