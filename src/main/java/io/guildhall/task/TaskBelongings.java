package io.guildhall.task;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/** Tasks go along when two members turn out to be one. */
@Configuration(proxyBeanMethods = false)
class TaskBelongings {

	@Bean
	Belongings tasksOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("task", "tasks", true, jdbc, tenancy);
	}

}
