package io.guildhall.staff;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

/** Turns on what {@link io.guildhall.shared.May} asks for. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class StaffConfiguration {

	/** Without it {@code {value}} in the annotation stands for nothing. */
	@Bean
	static AnnotationTemplateExpressionDefaults annotationTemplates() {
		return new AnnotationTemplateExpressionDefaults();
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
