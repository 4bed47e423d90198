package org.bellcrank.itests.doubles;

/** All that answers for one object structure. */
record MaximoDesk(MaximoOrders orders, MaximoQuery query, MaximoDoclinks doclinks) {

  static MaximoDesk of(
      Settings settings, MaximoFields fields, MaximoRecord record, MaximoLinks links, Books books) {
    MaximoOrders orders = new MaximoOrders(settings, fields, record, links, books);
    return new MaximoDesk(
        orders,
        new MaximoQuery(settings, fields, record, links, books),
        new MaximoDoclinks(settings, orders, record, links, books));
  }
}
