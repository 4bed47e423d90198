package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a connector's folder says of its system: {@code double.yaml} in the vendor's own terms, and
 * the fields of {@code facts.yaml}. Nothing of mapping and recipe is asked, since a double that is
 * made of these would agree with every mistake in them.
 */
public final class Declaration {

  private static final Set<String> LANGUAGES = Set.of("json", "soap", "sql");
  private static final String SECRET = "declared-double";

  private final DeclaredPart root;
  private final List<DeclaredFact> facts;

  private Declaration(DeclaredPart root, List<DeclaredFact> facts) {
    this.root = root;
    this.facts = facts;
  }

  /**
   * @param declared what stands in {@code double.yaml}, as plain values
   * @param facts what stands in {@code facts.yaml}
   * @throws IllegalArgumentException with the place, what is given and what is allowed
   */
  public static Declaration of(Map<?, ?> declared, Map<?, ?> facts) {
    Declaration all =
        new Declaration(
            DeclaredPart.of("double.yaml", declared),
            DeclaredPart.of("facts.yaml", facts).parts("fields").stream()
                .map(DeclaredFact::of)
                .toList());
    if (!LANGUAGES.contains(all.speaks())) {
      throw all.root.wrong("speaks", all.speaks(), LANGUAGES.toString());
    }
    return all;
  }

  /** Whether it is reached by its database. */
  public boolean isDatabase() {
    return speaks().equals("sql");
  }

  /** Whether it is spoken to in SOAP. */
  public boolean isSoap() {
    return speaks().equals("soap");
  }

  /** The credential that a double over HTTP accepts. */
  public String credential() {
    return signOn().text("by", "basic").equals("header") ? SECRET : "gateway:" + SECRET;
  }

  /** The biggest file that it takes, in bytes. */
  public int biggestFile() {
    return files().number("most", 2 << 20);
  }

  String speaks() {
    return root.text("speaks");
  }

  List<DeclaredFact> facts() {
    return facts;
  }

  DeclaredPart signOn() {
    return root.part("signOn");
  }

  DeclaredPart orders() {
    return root.part("orders");
  }

  DeclaredPart search() {
    return root.part("search");
  }

  DeclaredPart files() {
    return root.part("files");
  }

  DeclaredPart errors() {
    return root.part("errors");
  }

  DeclaredPart root() {
    return root;
  }
}
