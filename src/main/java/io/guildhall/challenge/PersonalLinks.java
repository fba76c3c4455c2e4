package io.guildhall.challenge;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.link.LinkSecret;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;

/**
 * What a member does by the personal link, without an account: the link names the
 * organization and carries a secret that opens one member's days of one challenge. What
 * it does, the house does itself.
 */
@Service
public class PersonalLinks {

	private final ChallengeService challenges;

	private final CheckIns checkIns;

	private final Rewards rewards;

	private final LinkMisses misses;

	private final MemberService members;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final TransactionTemplate transaction;

	PersonalLinks(ChallengeService challenges, CheckIns checkIns, Rewards rewards, LinkMisses misses,
			MemberService members, OrganizationService organizations, OnBehalf onBehalf, Tenancy tenancy,
			JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
		this.challenges = challenges;
		this.checkIns = checkIns;
		this.rewards = rewards;
		this.misses = misses;
		this.members = members;
		this.organizations = organizations;
		this.onBehalf = onBehalf;
		this.tenancy = tenancy;
		this.jdbc = jdbc;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * What stands behind the link.
	 * @param organization slug of the organization
	 * @param address of who opens it
	 * @throws ChallengeRefused if the link opens nothing, or the organization is
	 * suspended
	 * @throws io.guildhall.staff.StaffRefused if too many that open nothing came from
	 * there
	 */
	public PersonalPage page(String organization, String token, String address) {
		return behind(organization, token, address,
				who -> Objects.requireNonNull(transaction.execute(status -> read(who))));
	}

	/**
	 * Checks the member in for today.
	 * @return the day
	 * @throws ChallengeRefused as {@link CheckIns#checkIn}
	 */
	public LocalDate checkIn(String organization, String token, String proof, String address) {
		return behind(organization, token, address, who -> {
			LocalDate day = checkIns.checkIn(who.challenge(), who.member(), proof);
			rewards.give(who.challenge(), who.member());
			return day;
		});
	}

	/**
	 * Makes up for a day.
	 * @throws ChallengeRefused as {@link CheckIns#makeUp}
	 */
	public LocalDate makeUp(String organization, String token, LocalDate day, String proof, String address) {
		return behind(organization, token, address, who -> {
			checkIns.makeUp(who.challenge(), who.member(), day, proof);
			rewards.give(who.challenge(), who.member());
			return day;
		});
	}

	private <T> T behind(String slug, String token, String address, Function<Who, T> work) {
		Optional<OrganizationDetails> organization = organizations.bySlug(slug);
		if (organization.isEmpty()) {
			misses.tried(slug, address);
			throw ChallengeRefused.link();
		}
		if (organization.get().suspended()) {
			throw ChallengeRefused.link();
		}
		return onBehalf.ofSystem(organization.get().id(), () -> {
			Optional<Who> who = Objects.requireNonNull(transaction.execute(status -> who(token)));
			return work.apply(who.orElseThrow(() -> missed(slug, address)));
		});
	}

	private ChallengeRefused missed(String slug, String address) {
		misses.tried(slug, address);
		misses.missed();
		return ChallengeRefused.link();
	}

	private Optional<Who> who(String token) {
		if (!LinkSecret.isOne(token)) {
			return Optional.empty();
		}
		return jdbc.sql("""
				select challenge_id, member_id, cards_left, joined_on from challenge_participants
				where organization_id = :organization and token = :token
				""")
			.param("organization", tenancy.current())
			.param("token", token)
			.query((row, number) -> new Who(new ChallengeId(row.getObject(1, UUID.class)),
					new MemberId(row.getObject(2, UUID.class)), row.getInt(3), row.getObject(4, LocalDate.class)))
			.optional();
	}

	private PersonalPage read(Who who) {
		Challenge challenge = challenges.require(who.challenge());
		OrganizationDetails organization = organizations.current();
		LocalDate today = challenge.today(clock.instant(), organization.zone());
		Map<LocalDate, Row> there = jdbc.sql("""
				select day, state, made_up, reason from check_ins
				where organization_id = :organization and challenge_id = :challenge and member_id = :member
				""")
			.param("organization", tenancy.current())
			.param("challenge", who.challenge().id())
			.param("member", who.member().id())
			.query((row, number) -> new Row(row.getObject(1, LocalDate.class), CheckInState.valueOf(row.getString(2)),
					row.getBoolean(3), row.getString(4)))
			.list()
			.stream()
			.collect(Collectors.toMap(Row::day, Function.identity()));
		List<PersonalPage.Day> days = new ArrayList<>();
		for (LocalDate day = challenge.getStartsOn(); !day.isAfter(challenge.lastDay()); day = day.plusDays(1)) {
			days.add(day(day, there.get(day), today, who));
		}
		CheckInDays sum = CheckInDays.of(
				there.values().stream().filter(row -> row.state() == CheckInState.COUNTED).map(Row::day).toList(),
				today);
		Row now = there.get(today);
		boolean open = challenge.has(today) && (now == null || now.state() == CheckInState.REFUSED);
		return new PersonalPage(organization.name(), members.require(who.member()).displayName(),
				challenge.terms(challenges.stages(who.challenge())), challenge.lastDay(), today, open, who.cards(), sum,
				days, stages(who));
	}

	private static PersonalPage.Day day(LocalDate day, @Nullable Row row, LocalDate today, Who who) {
		boolean past = day.isBefore(today);
		boolean free = row == null || row.state() == CheckInState.REFUSED;
		PersonalPage.Look look;
		if (row != null) {
			look = switch (row.state()) {
				case COUNTED -> PersonalPage.Look.DONE;
				case WAITING -> PersonalPage.Look.WAITING;
				case REFUSED -> PersonalPage.Look.REFUSED;
			};
		}
		else if (day.equals(today)) {
			look = PersonalPage.Look.TODAY;
		}
		else {
			look = past && !day.isBefore(who.joined()) ? PersonalPage.Look.MISSED : PersonalPage.Look.AHEAD;
		}
		return new PersonalPage.Day(day, look, row != null && row.madeUp(), (row != null) ? row.reason() : null,
				free && past && !day.isBefore(who.joined()) && who.cards() > 0);
	}

	private List<PersonalPage.Reached> stages(Who who) {
		return jdbc
			.sql("""
					select s.need, s.title, s.points, r.id is not null as there, c.code from challenge_stages s
					left join challenge_rewards r on r.organization_id = s.organization_id and r.challenge_id = s.challenge_id
						and r.stage = s.stage and r.member_id = :member
					left join coupon_facts c on c.organization_id = r.organization_id and c.coupon_id = r.coupon_id
					where s.organization_id = :organization and s.challenge_id = :challenge order by s.stage
					""")
			.param("organization", tenancy.current())
			.param("challenge", who.challenge().id())
			.param("member", who.member().id())
			.query((row, number) -> new PersonalPage.Reached(
					new Stage(row.getInt(1), row.getString(2), null, row.getObject(3, Long.class)), row.getBoolean(4),
					row.getString(5)))
			.list();
	}

	private record Who(ChallengeId challenge, MemberId member, int cards, LocalDate joined) {
	}

	private record Row(LocalDate day, CheckInState state, boolean madeUp, @Nullable String reason) {
	}

}
