package io.guildhall.staff;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import lombok.RequiredArgsConstructor;

/** Tells the doors who may enter which organization, and as what. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class EntranceService {

	private final AccountRepository accounts;

	private final PositionRepository positions;

	private final OrganizationService organizations;

	/** The account of a session; empty where there is none any more. */
	public Optional<AccountDetails> account(UUID account) {
		return accounts.findById(account).map(Account::details);
	}

	/**
	 * What the account is in the organization under the slug.
	 * @return empty where there is no such organization, and where the account does not
	 * work there: from outside these are the same
	 */
	public Optional<Entrance> enter(UUID account, String slug) {
		return organizations.bySlug(slug)
			.flatMap(organization -> positions.findById(new Position.Key(account, organization.id()))
				.filter(Position::isHeld)
				.map(position -> new Entrance(organization, position.getRole())));
	}

	/** Where the account works, by name. */
	public List<Entrance> all(UUID account) {
		return positions.ofAccount(account)
			.stream()
			.map(position -> new Entrance(organizations.get(position.getKey().organizationId()), position.getRole()))
			.sorted(Comparator.comparing(entrance -> entrance.organization().name()))
			.toList();
	}

	/** Remembers where the account was last. */
	@Transactional
	public void visited(UUID account, UUID organization) {
		accounts.visited(account, organization);
	}

	/** An organization that an account may enter, and what it is there. */
	public record Entrance(OrganizationDetails organization, Role role) {

		/**
		 * Whether it is let in: a suspended organization stays readable to its owner.
		 * @param reading whether the request only reads
		 */
		public boolean isOpen(boolean reading) {
			return !organization.suspended() || (role == Role.OWNER && reading);
		}

		/**
		 * Lets in.
		 * @throws StaffRefused if the organization is suspended
		 */
		public void requireOpen(boolean reading) {
			if (!isOpen(reading)) {
				throw StaffRefused.suspended();
			}
		}

	}

}
