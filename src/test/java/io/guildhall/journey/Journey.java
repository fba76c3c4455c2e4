package io.guildhall.journey;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The whole application on a port, in a database of its own where its schedules run, and
 * a real browser in front of it. Without any browser the tests are skipped with the
 * reason; with {@code CI=true} that is a failure.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WholeApplication
@ExtendWith(BrowserCondition.class)
public @interface Journey {

}
