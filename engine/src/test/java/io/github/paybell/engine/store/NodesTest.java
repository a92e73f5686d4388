package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mariadb://db/paybell",
        "jdbc:mariadb:sequential://db/paybell?user=a,b",
        "jdbc:mysql://db:3306/paybell?sessionVariables=a=1,b=2",
        "jdbc:mysql://(host=db,port=3306)/paybell",
        "jdbc:mysql://[::1]:3306/paybell",
        "jdbc:mysql://[one,two]/paybell",
        "jdbc:postgresql://one,two/paybell",
        "jdbc:sqlite:/var/lib/a,b/paybell.sqlite"
      })
  @DisplayName("A URL that names one node, or leaves the choice to its driver, is as it was given")
  void one(String url) {
    assertThat(Nodes.each(url)).containsExactly(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "jdbc:mariadb:sequential://one:1,two:2/paybell?ssl=1 jdbc:mariadb://one:1/paybell?ssl=1"
            + " jdbc:mariadb://two:2/paybell?ssl=1",
        "jdbc:mariadb:load-balance-read://one,two/ jdbc:mariadb://one/ jdbc:mariadb://two/",
        "jdbc:mysql:replication://[::1]:1,[::2]:2 jdbc:mysql://[::1]:1 jdbc:mysql://[::2]:2",
        "jdbc:mysql://(host=one,port=1),(host=two,port=2)/p jdbc:mysql://(host=one,port=1)/p"
            + " jdbc:mysql://(host=two,port=2)/p",
        "jdbc:mariadb://address=(host=one)(port=1),two/p?a=1,2"
            + " jdbc:mariadb://address=(host=one)(port=1)/p?a=1,2 jdbc:mariadb://two/p?a=1,2"
      })
  @DisplayName("Of a URL that names several nodes each is addressed alone, with all parameters")
  void several(String url, String first, String second) {
    assertThat(Nodes.each(url)).containsExactly(first, second);
  }

  @ParameterizedTest
  @CsvSource({
    "'jdbc:postgresql://one,two/paybell', '?targetServerType=primary'",
    "'jdbc:postgresql://one:1,two:2/paybell?ssl=true', '&targetServerType=primary'",
    "'jdbc:postgresql://one,two/paybell?targetServerType=any', ''",
    "'jdbc:postgresql://one/paybell?options=a,b', ''",
    "'jdbc:mariadb://one,two/paybell', ''"
  })
  @DisplayName("PostgreSQL's driver is told to take the primary, unless the URL says which")
  void primary(String url, String added) {
    assertThat(Nodes.writing(url)).isEqualTo(url + added);
  }
}
