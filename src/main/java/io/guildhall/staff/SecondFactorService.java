package io.guildhall.staff;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.SecretBox;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** The second factor of an account: codes that its holder's phone shows. */
@Slf4j
@Service
@Transactional
@RequiredArgsConstructor
public class SecondFactorService {

	private static final int RECOVERY_CODES = 10;

	private static final String PURPOSE = "second factor";

	private final AccountRepository accounts;

	private final AccountTokenRepository tokens;

	private final SecretBox box;

	private final LoginGuard guard;

	private final Clock clock;

	/** Whether there is a key to keep its secrets with. */
	public boolean isAvailable() {
		return box.isReady();
	}

	/** How many recovery codes are left. */
	@Transactional(readOnly = true)
	public long recoveryCodesLeft(UUID account) {
		return tokens.countOpen(account, AccountToken.Kind.RECOVERY_CODE);
	}

	/**
	 * Prepares a second factor; it counts once a first code has been confirmed.
	 * @return the secret, for the phone
	 * @throws StaffRefused if there is one already, or no key to keep it with
	 */
	public Enrolment prepare(UUID id) {
		Account account = find(id);
		byte[] secret = account.getTotpSecret() != null && !account.isTotpConfirmed() ? secret(account)
				: OneTimeCodes.newSecret();
		account.prepareSecondFactor(box.seal(PURPOSE, secret, id.toString()));
		return enrolment(account, secret);
	}

	/**
	 * Confirms the second factor with a code of the phone.
	 * @return the recovery codes, shown this once
	 * @throws StaffRefused if the code is not right
	 */
	public List<String> confirm(UUID id, String code) {
		guard.count(subject(id), Lockout.ACCOUNT);
		Account account = find(id);
		if (account.getTotpSecret() == null || account.isTotpConfirmed()) {
			throw StaffRefused.code();
		}
		OptionalLong step = OneTimeCodes.step(secret(account), code, clock.instant(), account.getTotpStep());
		account.confirmSecondFactor(step.orElseThrow(StaffRefused::code));
		guard.forget(subject(id));
		log.info("Account {} has a second factor now", id);
		return newRecoveryCodes(id);
	}

	/**
	 * Gives up the second factor.
	 * @param code of the phone, or a recovery code
	 * @throws StaffRefused if it is not right
	 */
	public void drop(UUID id, String code) {
		check(id, code);
		find(id).dropSecondFactor();
		tokens.endAll(id, AccountToken.Kind.RECOVERY_CODE, clock.instant());
		log.info("Account {} gave up its second factor", id);
	}

	/**
	 * Checks a code of the phone, or a recovery code; each works once.
	 * @throws StaffRefused if it is not right, was used, or was tried too often
	 */
	public AccountDetails check(UUID id, String code) {
		guard.count(subject(id), Lockout.ACCOUNT);
		Account account = find(id);
		if (!account.isTotpConfirmed()) {
			throw StaffRefused.code();
		}
		OptionalLong step = OneTimeCodes.step(secret(account), code, clock.instant(), account.getTotpStep());
		if (step.isPresent()) {
			account.useStep(step.getAsLong());
			accounts.saveAndFlush(account);
		}
		else {
			AccountToken recovery = tokens.findByHash(Secrets.hash(recovery(id, code)))
				.filter(token -> token.opensAt(clock.instant()))
				.orElseThrow(StaffRefused::code);
			recovery.use(clock.instant());
			tokens.saveAndFlush(recovery);
			log.info("Account {} used a recovery code", id);
		}
		guard.forget(subject(id));
		return account.details();
	}

	private List<String> newRecoveryCodes(UUID id) {
		tokens.endAll(id, AccountToken.Kind.RECOVERY_CODE, clock.instant());
		List<String> codes = new ArrayList<>();
		for (int i = 0; i < RECOVERY_CODES; i++) {
			String code = OneTimeCodes.newRecoveryCode();
			tokens.save(AccountToken.recoveryCode(recovery(id, code), id, clock.instant()));
			codes.add(code);
		}
		return codes;
	}

	private byte[] secret(Account account) {
		return box.open(PURPOSE, Objects.requireNonNull(account.getTotpSecret()), account.getId().toString());
	}

	private Account find(UUID id) {
		return accounts.findById(id).orElseThrow(StaffRefused::unknown);
	}

	private static Enrolment enrolment(Account account, byte[] secret) {
		String text = OneTimeCodes.base32(secret);
		String label = URLEncoder.encode("Guildhall:" + account.getEmail(), StandardCharsets.UTF_8).replace("+", "%20");
		return new Enrolment(text.replaceAll("(.{4})(?=.)", "$1 "),
				"otpauth://totp/" + label + "?secret=" + text + "&issuer=Guildhall");
	}

	private static String recovery(UUID id, String code) {
		return "recovery:" + id + ":" + code.strip().toUpperCase(Locale.ROOT).replace("-", "").replace(" ", "");
	}

	private static String subject(UUID id) {
		return "code:" + id;
	}

	/**
	 * What a phone needs to know.
	 *
	 * @param secret to be typed
	 * @param uri to be scanned
	 */
	public record Enrolment(String secret, String uri) {

		/** Without the secret. */
		@Override
		public String toString() {
			return "Enrolment[]";
		}

	}

}
