package org.bellcrank.store.jdbc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the gateway keeps its state. */
@ObjectClassDefinition(
    localization = "OSGI-INF/l10n/store-jdbc",
    id = JdbcStoreComponent.PID,
    name = "%Bellcrank store",
    description = "%Database, evidence and journal in one directory on this machine.")
@interface JdbcStoreSettings {

  /** The data directory. */
  @AttributeDefinition(
      name = "%Data directory",
      description =
          "%Folder for database, evidence, documents, models and keys; created with owner-only"
              + " rights where it is missing; one process at a time.")
  String data_directory();

  /** Another database than the SQLite file in the directory. */
  @AttributeDefinition(
      name = "%Database",
      required = false,
      description =
          "%PostgreSQL instead of SQLite: jdbc:postgresql://host:port/database; empty for what the"
              + " data directory has. A store that holds something is moved by the command"
              + " migrate.")
  String database() default "";

  /** The schema. */
  @AttributeDefinition(
      name = "%Schema",
      required = false,
      description =
          "%Schema of the PostgreSQL database that belongs to this gateway alone; made where it is"
              + " missing.")
  String schema() default StoreSettings.SCHEMA;

  /** The role. */
  @AttributeDefinition(
      name = "%User",
      required = false,
      description = "%Role that connects to the PostgreSQL database.")
  String user() default "";

  /** Its password. */
  @AttributeDefinition(
      name = "%Password",
      required = false,
      type = AttributeType.PASSWORD,
      description =
          "%Password of the role; empty for the file keys/database in the data directory.")
  String password() default "";

  /** The most that the data directory may take. */
  @AttributeDefinition(
      name = "%Quota",
      description =
          "%The most that the data directory may take: a number with MiB, GiB or TiB, or with % of"
              + " the file system.")
  String quota() default "80%";

  /** What stays free. */
  @AttributeDefinition(
      name = "%Reserve",
      description =
          "%What stays free on the file system: a number with MiB, GiB or TiB, or with % of it; at"
              + " most 5 % of it.")
  String reserve() default "256MiB";

  /** How long evidence of findings stays. */
  @AttributeDefinition(
      name = "%Days of findings",
      description = "%Days for which evidence of findings without an order is kept, 1 to 36500.",
      min = "1",
      max = "36500")
  int keep_findings_days() default 30;

  /** How long evidence of orders stays. */
  @AttributeDefinition(
      name = "%Days of orders",
      description = "%Days for which evidence of an order is kept after its closing, 1 to 36500.",
      min = "1",
      max = "36500")
  int keep_orders_days() default 365;

  /** How long evidence of findings stays where room is short. */
  @AttributeDefinition(
      name = "%Least days",
      description =
          "%Days for which evidence of findings without an order is kept even where room is short, 0"
              + " to 36500.",
      min = "0",
      max = "36500")
  int keep_least_days() default 1;

  /** How long counts stay. */
  @AttributeDefinition(
      name = "%Days of counts",
      description = "%Days for which counts per hour are kept, 31 to 36500.",
      min = "31",
      max = "36500")
  int keep_counts_days() default 400;
}
