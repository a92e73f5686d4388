package io.github.paybell.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The room knows nobody: docs/ARCHITECTURE.md draws it, this says so. */
@AnalyzeClasses(
    packages = "io.github.paybell.protocol",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule protocolKnowsOnlyTheJdkAndJackson =
      classes()
          .that()
          .resideInAPackage("io.github.paybell.protocol..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.github.paybell.protocol..",
              "java..",
              "javax.crypto..",
              "javax.security..",
              "tools.jackson.core..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule protocolDoesNoInputOrOutput =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..", "java.net.http..", "java.nio.file..", "java.util.logging..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\.(.*Socket.*|URL|URLConnection|InetAddress)"
                  + "|java\\.io\\.(File|File.+|RandomAccessFile|Console|Print.*)");

  @ArchTest
  static final ArchRule protocolReadsNoClock =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule v2DoesNotKnowV3 =
      noClasses()
          .that()
          .resideInAPackage("..protocol.v2..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..protocol.v3..");

  @ArchTest
  static final ArchRule v3DoesNotKnowV2 =
      noClasses()
          .that()
          .resideInAPackage("..protocol.v3..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..protocol.v2..")
          .allowEmptyShould(true);
}
