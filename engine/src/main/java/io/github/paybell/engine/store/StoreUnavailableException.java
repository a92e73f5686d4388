package io.github.paybell.engine.store;

import java.sql.SQLException;

/** The database could not be asked. Nothing was changed; asking again later is safe. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreUnavailableException(SQLException cause) {
    super("the store cannot be reached or refused: " + cause.getMessage(), cause);
  }
}
