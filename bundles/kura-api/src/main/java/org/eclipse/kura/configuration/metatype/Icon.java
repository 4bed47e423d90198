package org.eclipse.kura.configuration.metatype;

import java.math.BigInteger;

/** A picture of a component. */
public interface Icon {

  String getResource();

  BigInteger getSize();
}
