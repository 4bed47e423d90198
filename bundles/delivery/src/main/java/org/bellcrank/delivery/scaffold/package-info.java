/** New connectors' folders, copied from those that ship; not exported. */
package org.bellcrank.delivery.scaffold;
