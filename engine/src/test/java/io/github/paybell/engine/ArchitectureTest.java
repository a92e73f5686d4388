package io.github.paybell.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which room may know which: docs/ARCHITECTURE.md draws it, this says so. */
@AnalyzeClasses(
    packages = "io.github.paybell",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] JDK_AND_NULLNESS = {
    "java..", "javax.crypto..", "javax.security..", "javax.sql..", "org.jspecify.annotations.."
  };

  @ArchTest
  static final ArchRule storeKnowsNoOtherRoom =
      room("store", "org.slf4j..", "com.zaxxer.hikari..", "org.flywaydb..");

  @ArchTest static final ArchRule logKnowsNothing = room("log");

  @ArchTest
  static final ArchRule ledgerKnowsTheStoreOnly =
      room(
          "ledger",
          "io.github.paybell.engine.log..",
          "io.github.paybell.engine.store..",
          "org.slf4j..",
          "tools.jackson.core..");

  @ArchTest
  static final ArchRule accountKnowsTheStoreOnly =
      room(
          "account",
          "io.github.paybell.engine.store..",
          "io.github.paybell.protocol..",
          "org.slf4j..",
          "tools.jackson.core..");

  @ArchTest
  static final ArchRule inboxKnowsAccountLedgerAndStore =
      room(
          "inbox",
          "io.github.paybell.engine.account..",
          "io.github.paybell.engine.log..",
          "io.github.paybell.engine.ledger..",
          "io.github.paybell.engine.store..",
          "io.github.paybell.protocol..",
          "org.slf4j..",
          "io.micrometer.core.instrument..");

  @ArchTest
  static final ArchRule callsKnowProtocolAccountLedgerAndStore =
      room(
          "calls",
          "io.github.paybell.engine.account..",
          "io.github.paybell.engine.log..",
          "io.github.paybell.engine.ledger..",
          "io.github.paybell.engine.store..",
          "io.github.paybell.protocol..",
          "org.slf4j..");

  @ArchTest
  static final ArchRule billKnowsCallsAndWhatTheyKnow =
      room(
          "bill",
          "io.github.paybell.engine.account..",
          "io.github.paybell.engine.calls..",
          "io.github.paybell.engine.ledger..",
          "io.github.paybell.engine.store..",
          "org.slf4j..",
          "tools.jackson.core..");

  /** Whatever they use, too: a bill is read and compared in files and memory (ADR 0016). */
  @ArchTest
  static final ArchRule readingAndComparingABillKnowNoDatabase =
      noClasses()
          .that()
          .haveFullyQualifiedName("io.github.paybell.engine.bill.BillReader")
          .or()
          .haveFullyQualifiedName("io.github.paybell.engine.bill.BillCompare")
          .should()
          .transitivelyDependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "io.github.paybell.engine.store..");

  @ArchTest
  static final ArchRule healingKnowsNeitherInboxNorBill =
      room(
          "healing",
          "io.github.paybell.engine.account..",
          "io.github.paybell.engine.log..",
          "io.github.paybell.engine.calls..",
          "io.github.paybell.engine.ledger..",
          "io.github.paybell.engine.store..",
          "io.github.paybell.protocol..",
          "com.github.kagkarlsson.scheduler..",
          "io.micrometer.core.instrument..",
          "org.slf4j..");

  @ArchTest
  static final ArchRule deliveryKnowsLedgerAndStore =
      room(
          "delivery",
          "io.github.paybell.engine.ledger..",
          "io.github.paybell.engine.store..",
          "io.micrometer.core.instrument..",
          "org.slf4j..",
          "tools.jackson.core..",
          "okhttp3..",
          "okio..",
          "kotlin..",
          "org.apache.kafka..",
          "javax.net..");

  @ArchTest
  static final ArchRule onlyWebhooksKnowTheirHttpClient =
      noClasses()
          .that()
          .resideOutsideOfPackage("..delivery.webhook..")
          .and()
          .resideInAPackage("io.github.paybell.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("okhttp3..", "okio..");

  @ArchTest
  static final ArchRule onlyOneRoomKnowsKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("..delivery.kafka..")
          .and()
          .resideInAPackage("io.github.paybell.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule engineKnowsNoFramework =
      noClasses()
          .that()
          .resideInAPackage("io.github.paybell.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "io.vertx..", "jakarta..", "javax.servlet..", "io.netty..");

  @ArchTest
  static final ArchRule protocolDoesNotKnowTheEngine =
      noClasses()
          .that()
          .resideInAPackage("io.github.paybell.protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.paybell.engine..");

  @ArchTest
  static final ArchRule onlyTheClockTellsTheTime =
      noClasses()
          .that()
          .resideInAPackage("io.github.paybell.engine..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  private static ArchRule room(String name, String... mayUse) {
    var packages = new String[JDK_AND_NULLNESS.length + mayUse.length + 1];
    packages[0] = "io.github.paybell.engine." + name + "..";
    System.arraycopy(JDK_AND_NULLNESS, 0, packages, 1, JDK_AND_NULLNESS.length);
    System.arraycopy(mayUse, 0, packages, 1 + JDK_AND_NULLNESS.length, mayUse.length);
    return classes()
        .that()
        .resideInAPackage(packages[0])
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
