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
  static final ArchRule notifyAndAdminDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("..server.notify..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..server.admin..", "..server.settings..", "org.springframework..");

  @ArchTest
  static final ArchRule adminDoesNotKnowNotify =
      noClasses()
          .that()
          .resideInAPackage("..server.admin..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..server.notify..", "..server.settings..", "io.vertx..", "java.sql.Connection");

  @ArchTest
  static final ArchRule settingsStandAlone =
      noClasses()
          .that()
          .resideInAPackage("..server.settings..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..server.notify..", "..server.admin..", "io.vertx..");
}
