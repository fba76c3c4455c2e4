package io.guildhall.staff;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.NotNull;

/**
 * Who may come in.
 *
 * @param signUp who may found an organization
 * @param houseAdministrator e-mail address of an account that is made administrator of
 * the house at the start
 * @param baseUrl of links in letters: {@code https://guildhall.example.org}; without one
 * nothing is mailed
 * @param mailFrom sender of letters
 */
@Validated
@ConfigurationProperties("guildhall")
record StaffSettings(@DefaultValue("open") @NotNull SignUp signUp, @Nullable String houseAdministrator,
		@Nullable String baseUrl, @DefaultValue("guildhall@localhost") String mailFrom) {

	/** Who may found an organization. */
	enum SignUp {

		/** Everybody. */
		OPEN,
		/** Who has a link from the administrator of the house. */
		INVITATION,
		/** Nobody. */
		CLOSED

	}

}
