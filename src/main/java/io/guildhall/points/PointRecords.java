package io.guildhall.points;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What a person earned and spent in points, and their titles. */
@Configuration(proxyBeanMethods = false)
class PointRecords {

	@Bean
	PersonalRecords personalPoints() {
		return PersonalRecords.of("points", "point_entries", "id").and("titles", "point_standing_changes", "day");
	}

}
