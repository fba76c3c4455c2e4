package io.guildhall.challenge;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.organization.OrganizationService;
import io.guildhall.points.PointsService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;

/**
 * Gives what stages promise, once each (RULES, Check-ins). Reaching a stage is written
 * with the check-in that reached it; giving is a step of its own, since a batch may be
 * sold out and the check-in stands all the same: what could not be given stays owed, is
 * tried again every night, and is shown. Coupon and points of a stage are given together.
 */
@Service
public class Rewards {

	private static final Logger log = LoggerFactory.getLogger(Rewards.class);

	/** What a rule of points calls it, that is to cap it or to let it end. */
	static final String ACTION = "challenge.stage";

	private static final int MOST = 1_000;

	private final ChallengeService challenges;

	private final CouponIssuing coupons;

	private final PointsService points;

	private final MemberService members;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final TransactionTemplate transaction;

	Rewards(ChallengeService challenges, CouponIssuing coupons, PointsService points, MemberService members,
			OrganizationService organizations, OnBehalf onBehalf, Tenancy tenancy, JdbcClient jdbc, Clock clock,
			PlatformTransactionManager transactions) {
		this.challenges = challenges;
		this.coupons = coupons;
		this.points = points;
		this.members = members;
		this.organizations = organizations;
		this.onBehalf = onBehalf;
		this.tenancy = tenancy;
		this.jdbc = jdbc;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/** Writes down each stage that the member's days have reached. */
	void reach(Challenge challenge, MemberId member, Instant at) {
		LocalDate today = challenge.today(at, organizations.current().zone());
		List<LocalDate> days = jdbc.sql("""
				select day from check_ins where organization_id = :organization and challenge_id = :challenge
				and member_id = :member and state = 'COUNTED'
				""")
			.param("organization", tenancy.current())
			.param("challenge", challenge.getId().id())
			.param("member", member.id())
			.query((row, number) -> row.getObject(1, LocalDate.class))
			.list();
		int reached = CheckInDays.of(days, today).reached(challenge.getCounting());
		jdbc.sql("""
				insert into challenge_rewards (organization_id, challenge_id, member_id, stage, id, state, reached_at)
				select s.organization_id, s.challenge_id, :member, s.stage, gen_random_uuid(), 'OWED', :at
				from challenge_stages s
				where s.organization_id = :organization and s.challenge_id = :challenge and s.need <= :reached
				on conflict (organization_id, challenge_id, member_id, stage) do nothing
				""")
			.param("organization", tenancy.current())
			.param("challenge", challenge.getId().id())
			.param("member", member.id())
			.param("reached", reached)
			.param("at", Timestamp.from(at))
			.update();
	}

	/**
	 * Gives what is owed in a challenge, each by itself; what cannot be given says why
	 * and stays owed. To be called when the transaction that reached it is over.
	 * @param member only to this one; null to all
	 * @return how many were given
	 */
	public int give(ChallengeId challenge, @Nullable MemberId member) {
		List<UUID> owed = Objects.requireNonNull(transaction.execute(status -> owed(challenge, member)));
		UUID organization = tenancy.current();
		int given = 0;
		for (UUID id : owed) {
			given += onBehalf.ofSystem(organization, () -> giveOne(id)) ? 1 : 0;
		}
		return given;
	}

	/**
	 * Gives what is owed in a challenge now, where it can be given now.
	 * @return how many were given
	 */
	@May(Permission.COUPON_ISSUE)
	public int giveAgain(ChallengeId challenge) {
		challenges.get(challenge);
		return give(challenge, null);
	}

	/** Nothing is owed to who is erased, or is another one by now. */
	private List<UUID> owed(ChallengeId challenge, @Nullable MemberId member) {
		return jdbc.sql("""
				select r.id from challenge_rewards r
				join member_facts f on f.organization_id = r.organization_id and f.member_id = r.member_id
					and f.state = 'ACTIVE'
				where r.organization_id = :organization and r.challenge_id = :challenge
				and r.state = 'OWED' and (cast(:member as uuid) is null or r.member_id = cast(:member as uuid))
				order by r.reached_at, r.id limit :most
				""")
			.param("organization", tenancy.current())
			.param("challenge", challenge.id())
			.param("member", (member != null) ? member.toString() : null)
			.param("most", MOST)
			.query(UUID.class)
			.list();
	}

	/**
	 * What was reached in a challenge, what is owed first, then the latest.
	 * @param after where the slice before ended
	 * @throws ChallengeRefused if there is no such challenge for who asks
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<Reward> of(ChallengeId challenge, @Nullable String after) {
		return of(challenge, after, Slice.PAGE);
	}

	/**
	 * The same, fewer at once.
	 * @param most at most so many
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<Reward> of(ChallengeId challenge, @Nullable String after, int most) {
		challenges.require(challenge);
		List<String> cursor = Slice.decode(after, 3);
		Slice<Raw> rows = Slice.of(jdbc
			.sql("""
					select r.id, r.member_id, s.need, s.title, r.coupon_id, r.points, r.given_at, r.refusal, r.reached_at, r.state
					from challenge_rewards r
					join challenge_stages s on s.organization_id = r.organization_id and s.challenge_id = r.challenge_id
						and s.stage = r.stage
					join member_facts f on f.organization_id = r.organization_id and f.member_id = r.member_id
						and (r.state = 'GIVEN' or f.state = 'ACTIVE')
					where r.organization_id = :organization and r.challenge_id = :challenge
					and (:first or (r.state, r.reached_at) < (:state, :at)
						or ((r.state, r.reached_at) = (:state, :at) and r.id > cast(:last as uuid)))
					order by r.state desc, r.reached_at desc, r.id limit :most
					""")
			.param("organization", tenancy.current())
			.param("challenge", challenge.id())
			.param("first", cursor.isEmpty())
			.param("state", cursor.isEmpty() ? "" : cursor.get(0))
			.param("at", Timestamp.from(Slice.micros(cursor, 1)))
			.param("last", Slice.id(cursor, 2))
			.param("most", most + 1)
			.query((row, number) -> {
				return new Raw(row.getObject("id", UUID.class), row.getObject("member_id", UUID.class),
						row.getInt("need"), row.getString("title"), row.getObject("coupon_id", UUID.class),
						row.getObject("points", Long.class), Rows.instant(row, "given_at"), row.getString("refusal"),
						row.getTimestamp("reached_at").toInstant(), row.getString("state"));
			})
			.list(), most,
				row -> List.of(row.state(), ChronoUnit.MICROS.between(Instant.EPOCH, row.reachedAt()), row.id()));
		Map<MemberId, MemberSummary> people = members
			.summaries(rows.items().stream().map(row -> new MemberId(row.member())).distinct().toList());
		return rows.map(row -> new Reward(row.id(), Objects.requireNonNull(people.get(new MemberId(row.member()))),
				row.need(), row.title(), row.coupon(), row.points(), row.given(), row.refusal(), row.reachedAt()));
	}

	private boolean giveOne(UUID id) {
		try {
			return Boolean.TRUE.equals(transaction.execute(status -> given(id)));
		}
		catch (DomainException refusal) {
			log.info("Reward {} stays owed: {}", id, refusal.getCode());
			transaction.executeWithoutResult(status -> jdbc.sql("""
					update challenge_rewards set refusal = :refusal
					where organization_id = :organization and id = :id and state = 'OWED'
					""")
				.param("refusal", refusal.getCode())
				.param("organization", tenancy.current())
				.param("id", id)
				.update());
			return false;
		}
	}

	/** The row is taken first: of two that give at once the second finds it given. */
	private boolean given(UUID id) {
		Optional<Owed> owed = jdbc.sql("""
				update challenge_rewards r set state = 'GIVEN', given_at = :now, refusal = null
				from challenge_stages s
				where r.organization_id = :organization and r.id = :id and r.state = 'OWED'
				and s.organization_id = r.organization_id and s.challenge_id = r.challenge_id and s.stage = r.stage
				returning r.member_id, s.batch_id, s.points
				""")
			.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
			.param("organization", tenancy.current())
			.param("id", id)
			.query((row, number) -> new Owed(new MemberId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class),
					row.getObject(3, Long.class)))
			.optional();
		owed.filter(Owed::isWorthSomething).ifPresent(what -> hand(id, what));
		return owed.isPresent();
	}

	/** The coupon last: for its stock all wait, for the points only this member does. */
	private void hand(UUID id, Owed what) {
		if (members.require(what.member()).erased()) {
			throw ChallengeRefused.outside();
		}
		Long earned = (what.points() != null) ? points.earn(what.member(), what.points(), ACTION, id) : null;
		UUID coupon = (what.batch() != null) ? coupons.issue(new BatchId(what.batch()), what.member(), null).id().id()
				: null;
		jdbc.sql("""
				update challenge_rewards set coupon_id = cast(:coupon as uuid), points = cast(:points as bigint)
				where organization_id = :organization and id = :id
				""")
			.param("coupon", coupon)
			.param("points", earned)
			.param("organization", tenancy.current())
			.param("id", id)
			.update();
	}

	private record Owed(MemberId member, @Nullable UUID batch, @Nullable Long points) {

		boolean isWorthSomething() {
			return batch != null || points != null;
		}
	}

	private record Raw(UUID id, UUID member, int need, String title, @Nullable UUID coupon, @Nullable Long points,
			@Nullable Instant given, @Nullable String refusal, Instant reachedAt, String state) {
	}

}
