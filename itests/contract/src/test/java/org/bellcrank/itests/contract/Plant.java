package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.Map;
import org.bellcrank.itests.doubles.Books;
import org.bellcrank.itests.doubles.Faults;

/** A CMMS double and how the gateway gets at it. */
interface Plant extends AutoCloseable {

  /** The connector's folder. */
  String kind();

  URI address();

  /** The credential that the double accepts. */
  String credential();

  Map<String, String> context();

  /** An asset that the double knows. */
  String asset();

  Books books();

  Faults faults();

  void expireKey();

  void renewKey();

  @Override
  void close();
}
