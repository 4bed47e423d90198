package org.bellcrank.itests.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A word of the command line is a service: whoever writes one and forgets it is told here. */
class VerbLawTest {

  private static final String VERB = "org.bellcrank.verb.Verb";

  static Stream<BuiltBundle> ours() {
    return Stream.concat(House.of(House.Kind.PURE), House.of(House.Kind.RIM));
  }

  @ParameterizedTest
  @MethodSource("ours")
  void everyVerbIsOfferedAsAService(BuiltBundle bundle) {
    for (JavaClass verb : verbs(bundle)) {
      assertThat(bundle.components().values())
          .as("%s of %s", verb.getName(), bundle)
          .anySatisfy(
              text ->
                  assertThat(text)
                      .contains("implementation class=\"" + verb.getName() + "\"")
                      .contains("interface=\"" + VERB + "\""));
      assertThat(verb.getModifiers()).as(verb.getName()).contains(JavaModifier.FINAL);
      assertThat(verb.getSimpleName()).endsWith("Verb");
    }
  }

  /** The law above would hold of a house without words too. */
  @Test
  void thereAreWords() {
    assertThat(ours().flatMap(bundle -> verbs(bundle).stream()).map(JavaClass::getSimpleName))
        .contains("CheckVerb", "EvaluateVerb");
  }

  /** Classes that say themselves that they are verbs; the interface need not be on the path. */
  private static List<JavaClass> verbs(BuiltBundle bundle) {
    Path classes = House.ROOT.resolve("bundles/" + bundle.name() + "/target/classes/org/bellcrank");
    if (!Files.isDirectory(classes)) {
      return List.of();
    }
    return new ClassFileImporter()
        .importPath(classes).stream()
            .filter(each -> !each.isInterface())
            .filter(
                each ->
                    each.getRawInterfaces().stream().anyMatch(port -> port.getName().equals(VERB)))
            .toList();
  }
}
