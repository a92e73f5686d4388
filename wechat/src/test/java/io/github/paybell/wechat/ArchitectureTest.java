package io.github.paybell.wechat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The calls know accounts, the port and the facts of the ledger; no order, no database. */
@AnalyzeClasses(
    packages = "io.github.paybell.wechat",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule wechatKnowsThePort =
      classes()
          .that()
          .resideInAPackage("io.github.paybell.wechat..")
          .should()
          .onlyDependOnClassesThat(
              com.tngtech.archunit.base.DescribedPredicate.describe(
                  "are of the JDK, the protocol, the engine's port and facts, or the SDK",
                  type ->
                      type.getPackageName()
                              .matches(
                                  "(java|javax\\.(net|crypto|security))(\\..*)?"
                                      + "|org\\.(jspecify|slf4j)\\..*|org\\.slf4j"
                                      + "|io\\.github\\.paybell\\.(wechat|protocol)(\\..*)?"
                                      + "|io\\.github\\.paybell\\.engine\\.(account|calls)"
                                      + "|com\\.wechat\\.pay\\..*|okhttp3(\\..*)?|okio(\\..*)?"
                                      + "|tools\\.jackson\\.core(\\..*)?|")
                          || type.getFullName()
                              .matches(
                                  "io\\.github\\.paybell\\.engine\\.ledger\\.((Evidence|PaymentDetails|V2Promotions)(\\$.*)?|OrderKey|TradeState|RefundStatus|UnfitMemberException)"
                                      + "|io\\.github\\.paybell\\.engine\\.store\\.Ids")));
}
