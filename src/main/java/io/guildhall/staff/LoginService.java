package io.guildhall.staff;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import io.guildhall.shared.Network;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Judges passwords. No answer and no time that it takes tells whether an account exists.
 */
@Slf4j
@Service
@RequiredArgsConstructor
public class LoginService {

	private final AccountRepository accounts;

	private final Passwords passwords;

	private final LoginGuard guard;

	/**
	 * Checks a password. It is no transaction: checking takes a while, and holds no
	 * connection.
	 * @param address that the request came from
	 * @return the account; where it has a second factor, its code is still to be asked
	 * for
	 * @throws StaffRefused if address and password do not belong together, or were tried
	 * too often
	 */
	public AccountDetails login(String email, String password, @Nullable String address) {
		EmailAddress typed = EmailAddress.typed(email);
		String account = subject(typed);
		String network = from("address", address);
		guard.count(network, Lockout.ADDRESS);
		guard.count(account, Lockout.ACCOUNT);
		Optional<Account> found = accounts.findByEmail(typed.value());
		if (found.isEmpty()) {
			passwords.matchNobodys(password);
			throw StaffRefused.login();
		}
		if (!passwords.matches(password, found.get().getPasswordHash())) {
			log.info("A wrong password for account {}", found.get().getId());
			throw StaffRefused.login();
		}
		guard.forget(account);
		guard.uncount(network);
		return found.get().details();
	}

	/**
	 * Who tries: of addresses of the sixth version a household has more than a table
	 * holds.
	 */
	static String from(String door, @Nullable String address) {
		return door + ":" + ((address != null) ? Network.of(address) : null);
	}

	static String subject(EmailAddress email) {
		return "account:" + email.value();
	}

}
