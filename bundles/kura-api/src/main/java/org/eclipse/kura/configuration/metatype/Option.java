package org.eclipse.kura.configuration.metatype;

/** One of the values an attribute allows. */
public interface Option {

  String getLabel();

  String getValue();
}
