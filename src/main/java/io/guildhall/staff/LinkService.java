package io.guildhall.staff;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** What somebody does who comes with a one-time link. */
@Slf4j
@Service
@RequiredArgsConstructor
public class LinkService {

	private final AccountTokenRepository tokens;

	private final AccountRepository accounts;

	private final PositionRepository positions;

	private final OrganizationService organizations;

	private final Passwords passwords;

	private final LoginGuard guard;

	private final Letters letters;

	private final Sessions sessions;

	private final AuditTrail audit;

	private final OnBehalf onBehalf;

	private final TransactionTemplate transaction;

	private final Clock clock;

	@Qualifier("applicationTaskExecutor")
	private final AsyncTaskExecutor later;

	/**
	 * What a link is for.
	 *
	 * @param kind INVITATION or PASSWORD_RESET
	 * @param organization that invites; empty for a password
	 * @param role that is offered; null for a password
	 * @param email of whom it is for; empty for a password
	 * @param known whether there is an account for this address
	 */
	public record Purpose(String kind, String organization, @Nullable Role role, String email, boolean known) {
	}

	/**
	 * Looks at a link without using it.
	 * @throws StaffRefused if it works no more, or never did
	 */
	public Purpose look(String secret) {
		return inTransaction(() -> {
			AccountToken token = open(secret);
			return switch (token.getKind()) {
				case INVITATION -> new Purpose("INVITATION",
						organizations.get(Objects.requireNonNull(token.getOrganizationId())).name(), token.getRole(),
						Objects.requireNonNull(token.getEmail()),
						accounts.findByEmail(Objects.requireNonNull(token.getEmail())).isPresent());
				case PASSWORD_RESET -> new Purpose("PASSWORD_RESET", "", null, "", true);
				case SIGN_UP, RECOVERY_CODE -> throw StaffRefused.linkEnded();
			};
		});
	}

	/**
	 * Takes an invitation up as somebody new.
	 * @return the account
	 * @throws StaffRefused if the link works no more, or the account exists already
	 */
	public AccountDetails join(String secret, String name, String password, String language, @Nullable String address) {
		AccountToken invitation = inTransaction(() -> open(secret, AccountToken.Kind.INVITATION));
		EmailAddress email = new EmailAddress(Objects.requireNonNull(invitation.getEmail()));
		Account account = new Account(email, name, passwords.hash(password, email), language, clock.instant());
		return takePosition(secret, account, true, address);
	}

	/**
	 * Takes an invitation up with the account that one has.
	 * @throws StaffRefused if the link works no more, or is for another address
	 */
	public AccountDetails join(String secret, UUID accountId, @Nullable String address) {
		Account account = inTransaction(() -> accounts.findById(accountId).orElseThrow(StaffRefused::unknown));
		return takePosition(secret, account, false, address);
	}

	/** The slug of the organization that a link invites to, before it is used. */
	public String slug(String secret) {
		return inTransaction(() -> organizations
			.get(Objects.requireNonNull(open(secret, AccountToken.Kind.INVITATION).getOrganizationId()))
			.slug());
	}

	/**
	 * Takes a new password. All sessions of the account end.
	 * @throws StaffRefused if the link works no more, or the password will not do
	 */
	public void resetPassword(String secret, String password) {
		UUID id = inTransaction(
				() -> Objects.requireNonNull(open(secret, AccountToken.Kind.PASSWORD_RESET).getAccountId()));
		EmailAddress email = inTransaction(() -> accounts.findById(id).orElseThrow(StaffRefused::unknown))
			.emailAddress();
		String hash = passwords.hash(password, email);
		inTransaction(() -> {
			open(secret, AccountToken.Kind.PASSWORD_RESET).use(clock.instant());
			accounts.findById(id).orElseThrow(StaffRefused::unknown).takePassword(hash);
			return id;
		});
		sessions.endAll(id, null);
		guard.forget(LoginService.subject(email));
		log.info("Account {} took a new password by a link", id);
	}

	/** Whether forgotten passwords can be replaced by e-mail. */
	public boolean mailsPasswordLinks() {
		return letters.canBeSent();
	}

	/**
	 * Sends a link to somebody who forgot their password. Whether there is an account,
	 * nobody is told.
	 * @throws StaffRefused if it was asked too often
	 */
	public void forgotPassword(String email, @Nullable String address) {
		EmailAddress typed = EmailAddress.typed(email);
		guard.count(LoginService.from("forgot-from", address), Lockout.ADDRESS);
		guard.count("forgot:" + typed.value(), Lockout.ACCOUNT);
		if (!letters.canBeSent()) {
			return;
		}
		Optional<Account> account = accounts.findByEmail(typed.value());
		if (account.isPresent()) {
			String secret = Secrets.next(32);
			UUID id = account.get().getId();
			inTransaction(() -> {
				tokens.endAll(id, AccountToken.Kind.PASSWORD_RESET, clock.instant());
				return tokens.saveAndFlush(AccountToken.passwordReset(secret, id, null, clock.instant()));
			});
			// Later: how long sending takes would tell that there is an account.
			later.execute(() -> letters.send("password", account.get().emailAddress(), account.get().getLanguage(),
					OneTimeLink.path(secret), account.get().getName()));
			log.info("A password link was sent to account {}", id);
		}
	}

	private AccountDetails takePosition(String secret, Account account, boolean isNew, @Nullable String address) {
		UUID organization = inTransaction(
				() -> Objects.requireNonNull(open(secret, AccountToken.Kind.INVITATION).getOrganizationId()));
		Actor actor = new Actor(Actor.Kind.STAFF, account.getId(), account.getName(), address);
		return onBehalf.of(actor, Role.STAFF.permissions(), false, organization, () -> inTransaction(() -> {
			AccountToken invitation = open(secret, AccountToken.Kind.INVITATION);
			if (!account.getEmail().equals(invitation.getEmail())) {
				throw StaffRefused.invitedAnother();
			}
			invitation.use(clock.instant());
			if (isNew) {
				accounts.add(account);
			}
			Role role = Objects.requireNonNull(invitation.getRole());
			Position.Key key = new Position.Key(account.getId(), organization);
			positions.findById(key)
				.ifPresentOrElse(position -> position.resume(role, clock.instant()),
						() -> positions.save(new Position(account.getId(), organization, role, clock.instant())));
			audit.record("staff.joined", "staff", account.getId(), Map.of("role", role));
			return account.details();
		}));
	}

	private AccountToken open(String secret, AccountToken.Kind kind) {
		AccountToken token = open(secret);
		if (token.getKind() != kind) {
			throw StaffRefused.linkEnded();
		}
		return token;
	}

	private AccountToken open(String secret) {
		return tokens.findByHash(Secrets.hash(secret))
			.filter(token -> token.opensAt(clock.instant()))
			.orElseThrow(StaffRefused::linkEnded);
	}

	private <T> T inTransaction(java.util.function.Supplier<T> work) {
		return Objects.requireNonNull(transaction.execute(status -> work.get()));
	}

}
