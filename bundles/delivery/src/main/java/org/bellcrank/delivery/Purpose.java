package org.bellcrank.delivery;

/** What a row of the outbox is for. */
public enum Purpose {
  /** Bring a new order into its CMMS. */
  CREATE,
  /** Bring an order that is there up to date. */
  UPDATE,
  /** Add what belongs to an order that is there, one by one: its tasks. */
  CHILDREN,
  /** Release an order that is there with its children, for example by approving it. */
  RELEASE,
  /** Close what was brought, once the attachments have ended. */
  COMMIT,
  /** Add one picture or document to an order that is there. */
  ATTACH,
  /** Tell how an asset is, beside all orders. */
  CONDITION;

  /** What several rows of it are called. */
  public String rows() {
    return switch (this) {
      case CREATE -> "orders";
      case UPDATE -> "updates";
      case CHILDREN -> "tasks";
      case RELEASE -> "releases";
      case COMMIT -> "commits";
      case ATTACH -> "pictures";
      case CONDITION -> "conditions";
    };
  }
}
