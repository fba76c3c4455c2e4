package io.guildhall.challenge;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Lockout;
import io.guildhall.staff.LoginGuard;
import lombok.RequiredArgsConstructor;

/**
 * Counts pictures that were not taken at the personal links, so that the staff sees where
 * the telephones of members send what nobody can read; and lets a link wait that sends
 * many of them, since each costs some time to judge.
 */
@Service
@RequiredArgsConstructor
public class PictureRefusals {

	/** So many days are added up for the staff. */
	public static final int DAYS = 30;

	private static final Lockout LINK = new Lockout(10, Duration.ofMinutes(1), Duration.ofHours(1),
			Duration.ofHours(6));

	private final LoginGuard guard;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * How many pictures were not taken lately.
	 *
	 * @param days within so many
	 * @param reasons how many for each
	 */
	public record Refused(int days, Map<PictureRefusal, Long> reasons) {

		/** How many there were for whatever reason. */
		public long refusals() {
			return reasons.values().stream().mapToLong(Long::longValue).sum();
		}

		/** How many there were for one reason. */
		public long of(PictureRefusal reason) {
			return reasons.getOrDefault(reason, 0L);
		}

	}

	/**
	 * Counts nothing.
	 * @throws io.guildhall.staff.StaffRefused while this member's link waits
	 */
	void requireFree(ChallengeId challenge, MemberId member) {
		guard.requireFree(subject(challenge, member));
	}

	/**
	 * Counts one for this member's link.
	 * @throws io.guildhall.staff.StaffRefused while it waits
	 */
	void tried(ChallengeId challenge, MemberId member) {
		guard.count(subject(challenge, member), LINK);
	}

	/**
	 * Counts one for the organization of the thread; in a transaction of its own, for the
	 * refusal must not undo it.
	 */
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	public void count(PictureRefusal reason) {
		jdbc.sql("""
				insert into challenge_picture_refusals (organization_id, day, reason, refusals)
				values (:organization, :today, :reason, 1)
				on conflict (organization_id, day, reason) do update
					set refusals = challenge_picture_refusals.refusals + 1
				""")
			.param("organization", tenancy.current())
			.param("today", organizations.today())
			.param("reason", reason.name())
			.update();
	}

	/** How many there were. */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Refused lately() {
		Map<PictureRefusal, Long> reasons = new EnumMap<>(PictureRefusal.class);
		jdbc.sql("""
				select reason, cast(sum(refusals) as bigint) from challenge_picture_refusals
				where organization_id = :organization and day > :before group by reason
				""")
			.param("organization", tenancy.current())
			.param("before", organizations.today().minusDays(DAYS))
			.query(row -> {
				reasons.put(PictureRefusal.valueOf(row.getString(1)), row.getLong(2));
			});
		return new Refused(DAYS, reasons);
	}

	private String subject(ChallengeId challenge, MemberId member) {
		return "proof/" + tenancy.current() + "/" + challenge + "/" + member;
	}

}
