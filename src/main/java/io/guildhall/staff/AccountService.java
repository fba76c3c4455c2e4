package io.guildhall.staff;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** People with an account: signing up, founding organizations, their own settings. */
@Slf4j
@Service
@RequiredArgsConstructor
public class AccountService {

	private final AccountRepository accounts;

	private final PositionRepository positions;

	private final OrganizationService organizations;

	private final Passwords passwords;

	private final StaffSettings settings;

	private final AccountTokenRepository tokens;

	private final LoginGuard guard;

	private final Sessions sessions;

	private final AuditTrail audit;

	private final OnBehalf onBehalf;

	private final TransactionTemplate transaction;

	private final Clock clock;

	/** Whether everybody may sign up. */
	public boolean signUpIsOpen() {
		return settings.signUp() == StaffSettings.SignUp.OPEN;
	}

	/** Whether somebody with this link may, or anybody. */
	@Transactional(readOnly = true)
	public boolean maySignUp(@Nullable String invitation) {
		return signUpIsOpen() || (invitation != null && settings.signUp() == StaffSettings.SignUp.INVITATION
				&& tokens.findByHash(Secrets.hash(invitation)).filter(this::isToSignUp).isPresent());
	}

	/**
	 * Founds an organization with its owner, who has had no account before.
	 * @param invitation from the administrator of the house, where not everybody may
	 * @throws StaffRefused if they may not sign up, or not with these data
	 */
	public Founded signUp(NewFounder founder, @Nullable String invitation) {
		if (!maySignUp(invitation)) {
			throw StaffRefused.signUpClosed();
		}
		EmailAddress email = EmailAddress.of(founder.email());
		String hash = passwords.hash(founder.password(), email);
		Account account = new Account(email, founder.name(), hash, founder.language(), clock.instant());
		return found(account, founder.organization(), () -> {
			if (!signUpIsOpen()) {
				tokens.findByHash(Secrets.hash(String.valueOf(invitation)))
					.orElseThrow(StaffRefused::signUpClosed)
					.use(clock.instant());
			}
			accounts.add(account);
		});
	}

	/**
	 * Founds another organization, whose owner the account is.
	 * @throws StaffRefused if nobody may sign up here, and it is not the made-up one
	 */
	public Founded found(UUID account, NewOrganization organization) {
		if (!signUpIsOpen() && !organization.demo()) {
			throw StaffRefused.signUpClosed();
		}
		Account owner = accounts.findById(account).orElseThrow(StaffRefused::unknown);
		return found(owner, organization, () -> {
		});
	}

	private Founded found(Account owner, NewOrganization organization, Runnable before) {
		UUID id = Ids.next();
		Actor actor = new Actor(Actor.Kind.STAFF, owner.getId(), owner.getName(), OnBehalf.actor().address());
		Founded founded = onBehalf.of(actor, Role.OWNER.permissions(), false, id, () -> transaction.execute(status -> {
			before.run();
			organizations.found(organization);
			positions.save(new Position(owner.getId(), id, Role.OWNER, clock.instant()));
			audit.record("staff.organization.founded", "organization", id, Map.of());
			return new Founded(owner.getId(), id, organizations.get(id).slug());
		}));
		log.info("Account {} founded organization {}", owner.getId(), id);
		return founded;
	}

	private boolean isToSignUp(AccountToken token) {
		return token.getKind() == AccountToken.Kind.SIGN_UP && token.opensAt(clock.instant());
	}

	/**
	 * Takes another password. The other sessions of the account end.
	 * @param session that goes on
	 * @throws StaffRefused if the old one is not right, or the new one will not do
	 */
	public void changePassword(UUID account, String oldPassword, String newPassword, @Nullable String session) {
		Account asked = accounts.findById(account).orElseThrow(StaffRefused::unknown);
		String subject = "password:" + account;
		guard.count(subject, Lockout.ACCOUNT);
		if (!passwords.matches(oldPassword, asked.getPasswordHash())) {
			throw StaffRefused.password();
		}
		guard.forget(subject);
		String hash = passwords.hash(newPassword, asked.emailAddress());
		transaction.executeWithoutResult(status -> find(account).takePassword(hash));
		sessions.endAll(account, session);
		log.info("Account {} took another password", account);
	}

	/**
	 * An account, for its holder.
	 * @throws StaffRefused if there is none with this id
	 */
	@Transactional(readOnly = true)
	public AccountDetails get(UUID account) {
		return find(account).details();
	}

	/**
	 * Changes name and language of an account, for its holder.
	 * @throws StaffRefused if they do not fit
	 */
	@Transactional
	public void change(UUID account, String name, String language) {
		Account changed = find(account);
		changed.rename(name);
		changed.speak(language);
	}

	private Account find(UUID account) {
		return accounts.findById(account).orElseThrow(StaffRefused::unknown);
	}

	/**
	 * What was founded.
	 *
	 * @param slug under which its pages stand
	 */
	public record Founded(UUID accountId, UUID organizationId, String slug) {
	}

	/** Where to go first: the organization visited last, or the only one. */
	@Transactional(readOnly = true)
	public @Nullable String home(UUID account) {
		UUID last = find(account).getLastOrganizationId();
		var all = positions.ofAccount(account).stream().map(position -> position.getKey().organizationId()).toList();
		if (last != null && all.contains(last)) {
			return organizations.get(last).slug();
		}
		return (all.size() == 1) ? organizations.get(all.get(0)).slug() : null;
	}

}
