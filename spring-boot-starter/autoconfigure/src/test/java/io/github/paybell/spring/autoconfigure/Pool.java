package io.github.paybell.spring.autoconfigure;

import com.alibaba.druid.pool.DruidDataSource;
import com.baomidou.dynamic.datasource.DynamicRoutingDataSource;
import com.baomidou.dynamic.datasource.ds.ItemDataSource;
import com.baomidou.dynamic.datasource.enums.SeataMode;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/** The pools that shops have, each of eight connections. */
enum Pool {
  HIKARI {
    @Override
    Opened open(String url, String user, String password) {
      var pool = hikari(url, user, password);
      return new Opened(pool, () -> pool.getHikariPoolMXBean().getActiveConnections());
    }
  },
  DRUID {
    @Override
    Opened open(String url, String user, String password) throws SQLException {
      var pool = new DruidDataSource();
      pool.setUrl(url);
      pool.setUsername(user);
      pool.setPassword(password);
      pool.setMaxActive(SIZE);
      pool.setFilters("stat,wall");
      return new Opened(pool, pool::getActiveCount);
    }
  },
  DBCP2 {
    @Override
    Opened open(String url, String user, String password) {
      var pool = new BasicDataSource();
      pool.setUrl(url);
      pool.setUsername(user);
      pool.setPassword(password);
      pool.setMaxTotal(SIZE);
      return new Opened(pool, pool::getNumActive);
    }
  },
  DYNAMIC_DATASOURCE {
    @Override
    Opened open(String url, String user, String password) {
      var master = hikari(url, user, password);
      return new Opened(
          dynamic(Map.of("master", master)),
          () -> master.getHikariPoolMXBean().getActiveConnections());
    }
  };

  static final int SIZE = 8;

  /**
   * A pool.
   *
   * @param active how many connections are taken
   */
  record Opened(DataSource source, IntSupplier active) {}

  abstract Opened open(String url, String user, String password) throws SQLException;

  static HikariDataSource hikari(String url, String user, String password) {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setMaximumPoolSize(SIZE);
    return pool;
  }

  /**
   * As dynamic-datasource's starter makes it: with one named master for who says nothing; a bean.
   */
  static DynamicRoutingDataSource dynamic(Map<String, DataSource> pools) {
    var routing = new DynamicRoutingDataSource(List.of(() -> items(pools)));
    routing.setPrimary("master");
    return routing;
  }

  private static Map<String, DataSource> items(Map<String, DataSource> pools) {
    var items = new java.util.HashMap<String, DataSource>();
    pools.forEach(
        (name, pool) ->
            items.put(name, new ItemDataSource(name, pool, pool, false, false, SeataMode.AT)));
    return items;
  }
}
