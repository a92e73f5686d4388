package io.github.paybell.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows inside the simulator: docs/ARCHITECTURE.md draws them, this says so. */
@AnalyzeClasses(
    packages = "io.github.paybell.simulator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule arrowsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("program")
          .definedBy(
              "io.github.paybell.simulator",
              "..simulator.junit..",
              "..simulator.settings..",
              "..simulator.load..",
              "..simulator.trigger..")
          .layer("rooms that answer")
          .definedBy(
              "..simulator.v2..",
              "..simulator.v3..",
              "..simulator.cashier..",
              "..simulator.control..")
          .layer("messenger")
          .definedBy("..simulator.messenger..")
          .layer("words")
          .definedBy("..simulator.wire..", "..simulator.bill..")
          .layer("platform")
          .definedBy("..simulator.platform..")
          .layer("ground")
          .definedBy("..simulator.clock..", "..simulator.fault..", "..simulator.http..")
          .whereLayer("program")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("rooms that answer")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("messenger")
          .mayOnlyBeAccessedByLayers("program", "rooms that answer")
          .whereLayer("words")
          .mayOnlyBeAccessedByLayers("program", "rooms that answer", "messenger")
          .whereLayer("platform")
          .mayOnlyBeAccessedByLayers("program", "rooms that answer", "messenger", "words");

  @ArchTest
  static final ArchRule v2AndV3MeetOnlyInThePlatform =
      noClasses()
          .that()
          .resideInAPackage("..simulator.v2..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..simulator.v3..")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("io.github.paybell.protocol.v3..");

  @ArchTest
  static final ArchRule thePlatformSpeaksNoHttp =
      noClasses()
          .that()
          .resideInAnyPackage("..simulator.platform..", "..simulator.clock..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "tools.jackson..", "..simulator.http..");

  @ArchTest
  static final ArchRule timeComesFromAClock =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule junitIsForTestsOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("..simulator.junit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.junit..");
}
