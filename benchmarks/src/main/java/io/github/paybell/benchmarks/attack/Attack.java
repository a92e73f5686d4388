package io.github.paybell.benchmarks.attack;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is done while payments come in; returns when it is over. */
enum Attack {
  RESTART("PostgreSQL restarted, fast (SIGINT)", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      target.restartDatabase("INT", Duration.ZERO);
    }
  },
  RESTART_IMMEDIATE("PostgreSQL restarted, immediate (SIGQUIT)", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      target.restartDatabase("QUIT", Duration.ZERO);
    }
  },
  DATABASE_KILLED("PostgreSQL killed (SIGKILL) and started again", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      target.restartDatabase("KILL", Duration.ZERO);
    }
  },
  DATABASE_AWAY("PostgreSQL away for 20 s", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      target.restartDatabase("INT", Duration.ofSeconds(20));
    }
  },
  DATABASE_HUNG("PostgreSQL stands still for 8 s (SIGSTOP)", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      target.freezeDatabase(HOLD);
    }
  },
  READ_ONLY("PostgreSQL read-only for 8 s", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      hold(target, "default_transaction_read_only = on", "default_transaction_read_only");
    }
  },
  STATEMENT_TIMEOUT("statement_timeout = 400 ms for 8 s", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      hold(target, "statement_timeout = '400ms'", "statement_timeout");
    }
  },
  TERMINATED("pg_terminate_backend of all, 5 times", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      backends(target, "pg_terminate_backend", 5);
    }
  },
  CANCELLED("pg_cancel_backend of all, 10 times", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      backends(target, "pg_cancel_backend", 10);
    }
  },
  CONNECTIONS("max_connections used up for 8 s", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      var taken = new ArrayList<Connection>();
      try {
        long until = System.nanoTime() + HOLD.toNanos();
        while (System.nanoTime() < until) {
          try {
            taken.add(target.connect());
          } catch (SQLException full) {
            Thread.sleep(50);
          }
        }
      } finally {
        for (var connection : taken) {
          connection.close();
        }
      }
    }
  },
  SNAPSHOT("a transaction that rests for 8 s", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      transaction(
          target,
          "begin isolation level repeatable read",
          "select count(*) from paybell_notification");
    }
  },
  TABLE_LOCK("lock table paybell_notification for 8 s", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      transaction(target, "begin", "lock table paybell_notification in access exclusive mode");
    }
  },
  ORDER_LOCK("one order that is paid locked for 8 s", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      transaction(
          target,
          "begin",
          "select 1 from paybell_order where trade_state = 'NOTPAY' limit 1 for update");
    }
  },
  DISK_FULL("the store's disk full for 8 s", Store.POSTGRESQL, Store.SQLITE) {
    @Override
    boolean onSmallDisk() {
      return true;
    }

    @Override
    void on(Target target) throws Exception {
      target.fillDisk(HOLD);
    }
  },
  SERVER_STOPPED("Paybell ended (SIGTERM) and started again", Store.POSTGRESQL, Store.SQLITE) {
    @Override
    void on(Target target) throws Exception {
      target.restartServer("TERM");
    }
  },
  SERVER_KILLED(
      "Paybell killed (SIGKILL) and started again, 3 times", Store.POSTGRESQL, Store.SQLITE) {
    @Override
    void on(Target target) throws Exception {
      for (int i = 0; i < 3; i++) {
        target.restartServer("KILL");
      }
    }
  },
  SERVER_HUNG("Paybell stands still for 8 s (SIGSTOP)", Store.POSTGRESQL, Store.SQLITE) {
    @Override
    void on(Target target) throws Exception {
      target.freezeServer(HOLD);
    }
  },
  FOREIGN_WRITER("another program holds SQLite's write lock for 8 s", Store.SQLITE) {
    @Override
    void on(Target target) throws Exception {
      transaction(target, "pragma busy_timeout = 5000", "begin immediate");
    }
  },
  BACKUP("a copy of the database by VACUUM INTO", Store.SQLITE) {
    @Override
    void on(Target target) throws Exception {
      target.execute("vacuum into '" + target.beside("backup.sqlite") + "'");
    }
  },
  UNKNOWN_TOKENS("8 s of requests with an unknown token", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      new Flood(target.port()).unknownTokens(HOLD);
    }
  },
  WRONG_SIGNATURES("8 s of v2 messages with a wrong sign", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      new Flood(target.port()).wrongSignatures(HOLD);
    }
  },
  LARGE_BODIES("8 s of bodies of 60 KB that are no message", Store.POSTGRESQL) {
    @Override
    void on(Target target) throws Exception {
      new Flood(target.port()).largeBodies(HOLD);
    }
  };

  /** Where it can be done. */
  enum Store {
    POSTGRESQL,
    SQLITE
  }

  private static final Duration HOLD = Duration.ofSeconds(8);

  private final String what;
  private final List<Store> stores;

  Attack(String what, Store... stores) {
    this.what = what;
    this.stores = List.of(stores);
  }

  abstract void on(Target target) throws Exception;

  /** Whether the store's files stand on a {@link SmallDisk}. */
  boolean onSmallDisk() {
    return false;
  }

  /** In words. */
  String what() {
    return what;
  }

  List<Store> stores() {
    return stores;
  }

  // The session that undoes it is read-only by then as well.
  private static void hold(Target target, String on, String off) throws Exception {
    target.execute("alter system set " + on, "select pg_reload_conf()");
    Thread.sleep(HOLD.toMillis());
    target.execute(
        "set default_transaction_read_only = off",
        "alter system reset " + off,
        "select pg_reload_conf()");
  }

  private static void backends(Target target, String function, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      target.execute(
          "select "
              + function
              + "(pid) from pg_stat_activity where datname = current_database()"
              + " and pid <> pg_backend_pid()");
      Thread.sleep(400);
    }
  }

  private static void transaction(Target target, String... statements) throws Exception {
    try (var connection = target.connect();
        var sql = connection.createStatement()) {
      for (var statement : statements) {
        sql.execute(statement);
      }
      Thread.sleep(HOLD.toMillis());
      sql.execute("rollback");
    }
  }
}
