package io.guildhall.staff;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Hires, promotes and lets go. There is always an owner. */
@Service
@Transactional
@RequiredArgsConstructor
@May(Permission.ORGANIZATION_SETTINGS)
public class TeamService {

	private final PositionRepository positions;

	private final OpenedKeys opened;

	private final AccountTokenRepository tokens;

	private final AccountRepository accounts;

	private final OrganizationService organizations;

	private final Letters letters;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Invites somebody, who has an account or not. An earlier invitation to the same
	 * address ends.
	 * @throws StaffRefused if they work here already
	 */
	public OneTimeLink invite(String email, Role role) {
		EmailAddress invited = EmailAddress.of(email);
		UUID organization = tenancy.current();
		accounts.findByEmail(invited.value())
			.flatMap(account -> positions.findById(new Position.Key(account.getId(), organization)))
			.filter(Position::isHeld)
			.ifPresent(position -> {
				throw StaffRefused.worksHere();
			});
		tokens.endInvitations(organization, invited.value(), clock.instant());
		String secret = Secrets.next(32);
		AccountToken token = tokens.saveAndFlush(
				AccountToken.invitation(secret, organization, invited, role, OnBehalf.actor().id(), clock.instant()));
		audit.record("staff.invited", "invitation", token.getId(), Map.of("role", role));
		OrganizationDetails here = organizations.current();
		String path = OneTimeLink.path(secret);
		return new OneTimeLink(path, letters.send("invitation", invited, here.language(), path, here.name()));
	}

	/** Invitations that nobody has taken up yet. */
	@Transactional(readOnly = true)
	public List<Invitation> invitations() {
		return tokens.openOf(tenancy.current(), clock.instant())
			.stream()
			.map(token -> new Invitation(token.getId(), Objects.requireNonNull(token.getEmail()),
					Objects.requireNonNull(token.getRole()), token.getCreatedAt(),
					Objects.requireNonNull(token.getExpiresAt())))
			.toList();
	}

	/**
	 * Takes an invitation back.
	 * @throws StaffRefused if there is no such invitation
	 */
	public void withdraw(UUID invitation) {
		tokens.findByIdAndOrganizationId(invitation, tenancy.current())
			.orElseThrow(StaffRefused::unknownInvitation)
			.end(clock.instant());
		audit.record("staff.invitation.withdrawn", "invitation", invitation, Map.of());
	}

	/**
	 * Gives somebody another role.
	 * @throws StaffRefused if they do not work here, or were the last owner
	 */
	public void changeRole(UUID account, Role role) {
		Position position = held(account);
		Role before = position.getRole();
		if (before == role) {
			return;
		}
		keepAnOwner(position);
		position.become(role);
		opened.forget();
		audit.record("staff.role.changed", "staff", account, Map.of("role", before), Map.of("role", role));
	}

	/**
	 * Lets somebody go: they see nothing any more from their next request on, and the
	 * keys that they made open nothing.
	 * @throws StaffRefused if they do not work here, or were the last owner
	 */
	public void remove(UUID account) {
		Position position = held(account);
		keepAnOwner(position);
		position.end(clock.instant());
		opened.forget();
		audit.record("staff.removed", "staff", account, Map.of("role", position.getRole()), Map.of());
	}

	/**
	 * A link for somebody who forgot their password. Who has it has the account, so it is
	 * only made for an account that works nowhere else and does not run the house.
	 * @throws StaffRefused if they do not work here, or elsewhere too
	 */
	public OneTimeLink passwordLink(UUID id) {
		held(id);
		Account account = accounts.findById(id).orElseThrow(StaffRefused::unknown);
		if (account.isHouseAdministrator() || positions.countOfAccount(id) > 1) {
			throw StaffRefused.worksElsewhere();
		}
		tokens.endAll(id, AccountToken.Kind.PASSWORD_RESET, clock.instant());
		String secret = Secrets.next(32);
		tokens.saveAndFlush(AccountToken.passwordReset(secret, id, OnBehalf.actor().id(), clock.instant()));
		audit.record("staff.password-link.made", "staff", id, Map.of());
		String path = OneTimeLink.path(secret);
		return new OneTimeLink(path,
				letters.send("password", account.emailAddress(), account.getLanguage(), path, account.getName()));
	}

	/**
	 * The owners stay locked until the commit: of two who demote each other one fails.
	 */
	private void keepAnOwner(Position position) {
		if (position.getRole() == Role.OWNER) {
			Position.keepAnOwner(positions.lockOwners(tenancy.current()), position.getKey().accountId());
		}
	}

	private Position held(UUID account) {
		return positions.findById(new Position.Key(account, tenancy.current()))
			.filter(Position::isHeld)
			.orElseThrow(StaffRefused::unknown);
	}

}
