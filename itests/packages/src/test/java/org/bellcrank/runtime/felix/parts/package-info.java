/** What the small bundles of the tests are made of. */
package org.bellcrank.runtime.felix.parts;
