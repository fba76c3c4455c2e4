package io.guildhall.challenge;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.link.WrongLinks;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Counts personal links that open nothing, for the staff and for who tries.
 */
@Service
@RequiredArgsConstructor
public class LinkMisses {

	/** So many days are added up for the staff. */
	public static final int DAYS = 30;

	private final WrongLinks wrong;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** How many links opened nothing within the last thirty days. */
	public record Missed(int days, long misses) {
	}

	/**
	 * Counts one for who tries.
	 * @throws io.guildhall.staff.StaffRefused if they tried too many
	 */
	void tried(String slug, String address) {
		wrong.count("link/" + slug, address);
	}

	/**
	 * Counts one for the organization of the thread; in a transaction of its own, for the
	 * refusal must not undo it.
	 */
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	public void missed() {
		jdbc.sql("""
				insert into challenge_link_misses (organization_id, day, misses) values (:organization, :today, 1)
				on conflict (organization_id, day) do update set misses = challenge_link_misses.misses + 1
				""").param("organization", tenancy.current()).param("today", organizations.today()).update();
	}

	/** How many there were. */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Missed lately() {
		return jdbc.sql("""
				select coalesce(sum(misses), 0) from challenge_link_misses
				where organization_id = :organization and day > :before
				""")
			.param("organization", tenancy.current())
			.param("before", organizations.today().minusDays(DAYS))
			.query((row, number) -> new Missed(DAYS, row.getLong(1)))
			.single();
	}

}
