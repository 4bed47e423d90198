/** A small part of the console's routes on the REST of Kura 6. */
package org.bellcrank.rest.jakarta;
