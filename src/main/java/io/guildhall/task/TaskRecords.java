package io.guildhall.task;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** Tasks for a person. */
@Configuration(proxyBeanMethods = false)
class TaskRecords {

	@Bean
	PersonalRecords personalTasks() {
		return PersonalRecords.of("tasks", "tasks", "created_at");
	}

}
