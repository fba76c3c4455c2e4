package io.guildhall;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

import io.guildhall.shared.ScopedClock;

/**
 * The tests of a class, and what they do before each, live at one moment: the last time
 * that it was one in the afternoon in UTC, which is nine in the evening of the same day
 * in Shanghai. Without it, a test that counts days back from today fails where midnight
 * falls into it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(AtOneMoment.Extension.class)
public @interface AtOneMoment {

	/** When it is. */
	Instant NOW = Instant.now().minus(13, ChronoUnit.HOURS).truncatedTo(ChronoUnit.DAYS).plus(13, ChronoUnit.HOURS);

	/** Which day it is, in Shanghai and in UTC. */
	LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

	/** Sets the clock of the thread. */
	class Extension implements InvocationInterceptor {

		@Override
		public void interceptBeforeEachMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
				ExtensionContext context) throws Throwable {
			atOneMoment(invocation, context);
		}

		@Override
		public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
				ExtensionContext context) throws Throwable {
			atOneMoment(invocation, context);
		}

		private static void atOneMoment(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
			ScopedClock clock = SpringExtension.getApplicationContext(context).getBean(ScopedClock.class);
			clock.<Boolean, Throwable>callAt(NOW, () -> {
				invocation.proceed();
				return true;
			});
		}

	}

}
