package io.guildhall.staff;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

import lombok.RequiredArgsConstructor;

/** Which passwords are good enough, and how they are kept. */
@Component
@RequiredArgsConstructor
class Passwords {

	static final int LEAST_CHARACTERS = 10;

	/** What bcrypt looks at. */
	static final int MOST_BYTES = 72;

	private final PasswordEncoder encoder;

	/**
	 * Of no password; it takes as long to check as any other. Made when first asked for.
	 */
	private final Supplier<String> nobodys = SingletonSupplier.of(() -> hashed("nobody's, and never asked for"));

	/**
	 * The hash of a new password.
	 * @throws StaffRefused if it is too short, too long, or the e-mail address
	 */
	String hash(String password, EmailAddress email) {
		if (password.codePointCount(0, password.length()) < LEAST_CHARACTERS) {
			throw StaffRefused.passwordShort(LEAST_CHARACTERS);
		}
		if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
			throw StaffRefused.passwordLong(MOST_BYTES);
		}
		if (EmailAddress.typed(password).equals(email)) {
			throw StaffRefused.passwordIsEmail();
		}
		return hashed(password);
	}

	boolean matches(String password, String hash) {
		return password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES && encoder.matches(password, hash);
	}

	/** Takes the time of a check, for an account that does not exist. */
	void matchNobodys(String password) {
		encoder.matches((password.length() <= MOST_BYTES / 4) ? password : "x", nobodys.get());
	}

	private String hashed(String password) {
		String hash = encoder.encode(password);
		if (hash == null) {
			throw new IllegalStateException("A password that is not null has a hash");
		}
		return hash;
	}

}
