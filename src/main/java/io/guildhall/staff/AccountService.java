package io.guildhall.staff;

import java.time.Clock;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
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

	private final TransactionTemplate transaction;

	private final Tenancy tenancy;

	private final Clock clock;

	/** Whether everybody may sign up. */
	public boolean signUpIsOpen() {
		return settings.signUp() == StaffSettings.SignUp.OPEN;
	}

	/**
	 * Founds an organization with its owner, who has had no account before.
	 * @throws StaffRefused if nobody may sign up, or not with these data
	 */
	public Founded signUp(NewFounder founder) {
		if (!signUpIsOpen()) {
			throw StaffRefused.signUpClosed();
		}
		EmailAddress email = EmailAddress.of(founder.email());
		String hash = passwords.hash(founder.password(), email);
		UUID organization = Ids.next();
		Founded founded = tenancy.callAs(organization, () -> transaction.execute(status -> {
			Account account = accounts
				.add(new Account(email, founder.name(), hash, founder.language(), clock.instant()));
			organizations.found(founder.organization());
			positions.save(new Position(account.getId(), organization, Role.OWNER, clock.instant()));
			return new Founded(account.getId(), organization, organizations.get(organization).slug());
		}));
		log.info("Account {} signed up and founded organization {}", founded.accountId(), organization);
		return founded;
	}

	/**
	 * Founds another organization, whose owner the account is.
	 * @throws StaffRefused if nobody may sign up here
	 */
	public Founded found(UUID account, NewOrganization organization) {
		if (!signUpIsOpen()) {
			throw StaffRefused.signUpClosed();
		}
		UUID id = Ids.next();
		Founded founded = tenancy.callAs(id, () -> transaction.execute(status -> {
			organizations.found(organization);
			positions.save(new Position(account, id, Role.OWNER, clock.instant()));
			return new Founded(account, id, organizations.get(id).slug());
		}));
		log.info("Account {} founded organization {}", account, id);
		return founded;
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
