package io.github.paybell.spring.autoconfigure;

import java.util.List;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.boot.jdbc.metadata.CompositeDataSourcePoolMetadataProvider;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** How many connections a pool may have, whichever pool it is. */
final class PoolSize {
  /** Each pool that Spring Boot has no provider for says it in a property of one of these names. */
  private static final List<String> SIZES =
      List.of("getMaximumPoolSize", "getMaxTotal", "getMaxPoolSize", "getMaxActive");

  private static final List<String> TARGETS = List.of("getRealDataSource", "getTargetDataSource");

  private PoolSize() {}

  /**
   * @param providers Spring Boot's, for the pools that it knows
   * @return empty: it does not tell, or has no limit
   */
  static OptionalInt of(DataSource pool, List<DataSourcePoolMetadataProvider> providers) {
    var known =
        new CompositeDataSourcePoolMetadataProvider(providers).getDataSourcePoolMetadata(pool);
    @Nullable Integer most = known == null ? null : known.getMax();
    if (most != null && isSize(most)) {
      return OptionalInt.of(most);
    }
    for (@Nullable Object each = pool; each != null; each = within(each)) {
      for (var name : SIZES) {
        if (Getter.of(each, name) instanceof Integer size && isSize(size)) {
          return OptionalInt.of(size);
        }
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isSize(int size) {
    return size > 0;
  }

  private static @Nullable Object within(Object source) {
    var proxied = AopProxyUtils.getSingletonTarget(source);
    if (proxied != null) {
      return proxied;
    }
    if (source instanceof DelegatingDataSource wrapper) {
      return wrapper.getTargetDataSource();
    }
    for (var name : TARGETS) {
      if (Getter.of(source, name) instanceof DataSource target && target != source) {
        return target;
      }
    }
    return null;
  }
}
