package io.github.paybell.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point one way: the server knows the engine, nobody below knows the server. */
@AnalyzeClasses(
    packages = "io.github.paybell",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  /** The tests of the rooms below come as jars, and may use what they like. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule nobodyBelowKnowsTheServer =
      noClasses()
          .that()
          .resideInAnyPackage("io.github.paybell.protocol..", "io.github.paybell.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.github.paybell.server..", "org.springframework..", "io.vertx..", "jakarta..");

  @ArchTest
  static final ArchRule doorAndOfficeDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("..server.door..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..server.office..", "..server.settings..", "org.springframework..");

  @ArchTest
  static final ArchRule theOfficeDoesNotKnowTheDoor =
      noClasses()
          .that()
          .resideInAPackage("..server.office..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..server.door..", "..server.settings..", "io.vertx..", "java.sql.Connection");

  @ArchTest
  static final ArchRule settingsStandAlone =
      noClasses()
          .that()
          .resideInAPackage("..server.settings..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..server.door..", "..server.office..", "io.vertx..");
}
