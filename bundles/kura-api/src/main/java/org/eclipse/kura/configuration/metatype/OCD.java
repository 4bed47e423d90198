package org.eclipse.kura.configuration.metatype;

import java.util.List;

/** A component's definition. */
public interface OCD {

  List<AD> getAD();

  List<Icon> getIcon();

  String getName();

  String getDescription();

  String getId();
}
