package org.bellcrank.runtime.felix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the installed bundles let themselves be asked, with the defaults, by PID. */
final class Definitions {

  private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

  /** Locations of bundles that came in a deployment package; the framework's own are left alone. */
  private static final String PACKAGED = "osgi-dp:";

  private final Map<String, Map<String, Object>> singletons = new TreeMap<>();
  private final Map<String, Map<String, Object>> factories = new TreeMap<>();

  static Definitions of(BundleContext context, MetaTypeService metatype) {
    Definitions definitions = new Definitions();
    for (Bundle bundle : context.getBundles()) {
      MetaTypeInformation information =
          bundle.getLocation().startsWith(PACKAGED)
              ? metatype.getMetaTypeInformation(bundle)
              : null;
      if (information != null) {
        definitions.add(information, information.getPids(), definitions.singletons);
        definitions.add(information, information.getFactoryPids(), definitions.factories);
      }
    }
    return definitions;
  }

  private void add(
      MetaTypeInformation information, String[] pids, Map<String, Map<String, Object>> target) {
    for (String pid : pids) {
      ObjectClassDefinition definition = information.getObjectClassDefinition(pid, null);
      if (!pid.equals(definition.getID())) {
        LOG.warn(
            "the definition of {} has the id {}; a gateway finds it only when both are the same",
            pid,
            definition.getID());
      }
      target.put(pid, defaults(definition));
    }
  }

  private static Map<String, Object> defaults(ObjectClassDefinition definition) {
    Map<String, Object> values = new TreeMap<>();
    AttributeDefinition[] all = definition.getAttributeDefinitions(ObjectClassDefinition.ALL);
    for (AttributeDefinition attribute : all == null ? new AttributeDefinition[0] : all) {
      Object value = value(attribute);
      if (value != null) {
        values.put(attribute.getID(), value);
      }
    }
    return values;
  }

  /** Null for an absent, empty or wrong default: the property is then absent, as on a gateway. */
  private static Object value(AttributeDefinition attribute) {
    String[] texts = attribute.getDefaultValue();
    Scalars type = type(attribute.getType());
    if (texts == null || texts.length == 0 || type == null) {
      return null;
    }
    try {
      return parsed(attribute, texts, type);
    } catch (IllegalArgumentException e) {
      LOG.warn("the default of {} is no {}; it is left out", attribute.getID(), type.written());
      return null;
    }
  }

  private static Object parsed(AttributeDefinition attribute, String[] texts, Scalars type) {
    if (attribute.getCardinality() == 0) {
      return texts[0].isEmpty() ? null : type.parse(texts[0]);
    }
    List<Object> values = new ArrayList<>();
    for (String text : texts) {
      values.add(type.parse(text));
    }
    return type.array(values);
  }

  private static Scalars type(int code) {
    return switch (code) {
      case AttributeDefinition.STRING -> Scalars.STRING;
      case AttributeDefinition.LONG -> Scalars.LONG;
      case AttributeDefinition.INTEGER -> Scalars.INTEGER;
      case AttributeDefinition.SHORT -> Scalars.SHORT;
      case AttributeDefinition.CHARACTER -> Scalars.CHAR;
      case AttributeDefinition.BYTE -> Scalars.BYTE;
      case AttributeDefinition.DOUBLE -> Scalars.DOUBLE;
      case AttributeDefinition.FLOAT -> Scalars.FLOAT;
      case AttributeDefinition.BOOLEAN -> Scalars.BOOLEAN;
      case AttributeDefinition.PASSWORD -> Scalars.PASSWORD;
      default -> null;
    };
  }

  /** Components that exist once, with their defaults. */
  Map<String, Map<String, Object>> singletons() {
    return singletons;
  }

  /** Components of which instances are made. */
  Map<String, Map<String, Object>> factories() {
    return factories;
  }

  /** Empty where the PID is not known. */
  Map<String, Object> defaultsOf(String componentPid) {
    Map<String, Object> factory = factories.getOrDefault(componentPid, Map.of());
    return singletons.getOrDefault(componentPid, factory);
  }
}
