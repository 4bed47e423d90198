package org.bellcrank.container;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class inside an OSGi framework: what it names is installed and started, the
 * package of the class becomes a bundle of its own, and each test method runs on an instance that
 * this bundle loaded. Should anything not start, no test runs and the reason is told.
 *
 * <p>Lifecycle methods of an instance run inside too; static ones, parameters of types of our own
 * and nested classes do not. Fields of types of the JDK (a temporary folder) are carried inside.
 */
@Retention(RetentionPolicy.RUNTIME)
@java.lang.annotation.Target(ElementType.TYPE)
@ExtendWith(ContainerExtension.class)
public @interface InContainer {

  /** Bundles by the names of their folders, as plain jars. */
  String[] bundles() default {};

  /** Features whose bundles are installed as plain jars. */
  String[] features() default {};

  /** Packages installed through the deployment admin, in this order. */
  String[] packages() default {};

  /** Instructions for imports of the test's bundle that come before the general ones. */
  String[] imports() default {};
}
