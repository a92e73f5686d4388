package io.github.paybell.spring.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@link PaybellTest#database}, as the application context of the test reads it. */
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface TestDatabase {
  Database value() default Database.TEMPORARY;
}
