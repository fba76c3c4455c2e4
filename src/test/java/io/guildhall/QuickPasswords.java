package io.guildhall;

import java.util.Map;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes of the least strength: tests make some thousand accounts, and a quarter of a
 * second each was a sixth of the build. How strong the house's own are
 * {@code AccountTests} looks at.
 */
@TestConfiguration(proxyBeanMethods = false)
class QuickPasswords {

	private static final int LEAST = 4;

	@Bean
	@Primary
	PasswordEncoder quickPasswords() {
		return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(LEAST)));
	}

}
