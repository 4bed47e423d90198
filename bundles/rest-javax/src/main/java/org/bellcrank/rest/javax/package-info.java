/** A small part of the console's routes on the REST of Kura 5. */
package org.bellcrank.rest.javax;
