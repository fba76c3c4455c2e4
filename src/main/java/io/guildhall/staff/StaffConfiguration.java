package io.guildhall.staff;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

/** Turns on what {@link io.guildhall.shared.May} asks for. */
@Configuration(proxyBeanMethods = false)
class StaffConfiguration {

	/**
	 * The one of method security's interceptors that {@code @May} needs: each one looks
	 * at every method of every bean when the application starts.
	 */
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static AuthorizationManagerBeforeMethodInterceptor askedBefore() {
		return AuthorizationManagerBeforeMethodInterceptor.preAuthorize(new AskedPermissions());
	}

	/** Slow on purpose: who has the hashes is to have nothing by it. */
	@Bean
	static PasswordEncoder passwordEncoder() {
		return PasswordEncoderFactories.createDelegatingPasswordEncoder();
	}

	/** Failures of addresses that were made up would stay for ever. */
	@Bean
	RecurringTask<Void> forgetOldFailures(LoginGuard guard) {
		return Tasks.recurring("staff-forget-failures", FixedDelay.ofHours(6))
			.execute((task, context) -> guard.forgetOld());
	}

	/**
	 * {@link LoginService} logs in. That there is a manager keeps Spring Boot from making
	 * a user of its own, with a password in the log.
	 */
	@Bean
	AuthenticationManager authenticationManager() {
		return authentication -> {
			throw new ProviderNotFoundException("Nobody logs in here");
		};
	}

}
