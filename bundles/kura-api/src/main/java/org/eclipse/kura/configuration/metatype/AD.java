package org.eclipse.kura.configuration.metatype;

import java.util.List;

/** One attribute of a component's definition. */
public interface AD {

  List<Option> getOption();

  String getName();

  String getDescription();

  String getId();

  Scalar getType();

  int getCardinality();

  String getMin();

  String getMax();

  String getDefault();

  boolean isRequired();
}
