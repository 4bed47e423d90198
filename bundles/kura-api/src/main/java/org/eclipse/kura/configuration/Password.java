package org.eclipse.kura.configuration;

/** A secret value of a configuration. */
public class Password {

  private final char[] password;

  public Password(String password) {
    this(password.toCharArray());
  }

  public Password(char[] password) {
    this.password = password.clone();
  }

  public char[] getPassword() {
    return password.clone();
  }
}
