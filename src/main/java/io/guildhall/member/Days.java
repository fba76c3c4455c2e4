package io.guildhall.member;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Days in the organization's zone. */
@Component
@RequiredArgsConstructor
class Days {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	ZoneId zone() {
		return ZoneId.of(jdbc.sql("select zone from organizations where id = :organization")
			.param("organization", tenancy.current())
			.query(String.class)
			.single());
	}

	LocalDate of(Instant instant) {
		return LocalDate.ofInstant(instant, zone());
	}

}
