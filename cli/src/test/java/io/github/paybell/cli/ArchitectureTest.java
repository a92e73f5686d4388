package io.github.paybell.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The command line is the outermost room. */
@AnalyzeClasses(packages = "io.github.paybell", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule nobodyKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..cli..", "picocli..");

  @ArchTest
  static final ArchRule theServerIsKnownByTheCommandLineOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("..cli..", "..server..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..server..");
}
