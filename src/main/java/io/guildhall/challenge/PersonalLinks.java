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
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.link.LinkMisses;
import io.guildhall.link.LinkSecret;
import io.guildhall.link.MissTable;
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

	/** Where those are counted that open nothing. */
	public static final MissTable MISSES = new MissTable("challenge_link_misses", "challenge", "challenge.links.kind");

	private final ChallengeService challenges;

	private final CheckIns checkIns;

	private final Rewards rewards;

	private final ProofPictures pictures;

	private final PictureRefusals refusals;

	private final LinkMisses misses;

	private final MemberService members;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final TransactionTemplate transaction;

	PersonalLinks(ChallengeService challenges, CheckIns checkIns, Rewards rewards, ProofPictures pictures,
			PictureRefusals refusals, LinkMisses misses, MemberService members, OrganizationService organizations,
			OnBehalf onBehalf, Tenancy tenancy, JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
		this.challenges = challenges;
		this.checkIns = checkIns;
		this.rewards = rewards;
		this.pictures = pictures;
		this.refusals = refusals;
		this.misses = misses;
		this.members = members;
		this.organizations = organizations;
		this.onBehalf = onBehalf;
		this.tenancy = tenancy;
		this.jdbc = jdbc;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	@Bean
	static MissTable missesOfChallenges() {
		return MISSES;
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
	 * Checks the member in for today, or makes up for a day.
	 * @param makeUp the day that was missed; null for today
	 * @param file what shows what was done, in PNG or JPEG; null for none
	 * @return the day
	 * @throws ChallengeRefused as {@link CheckIns#checkIn} and {@link CheckIns#makeUp},
	 * or as {@link ProofPictures#draw}
	 * @throws io.guildhall.staff.StaffRefused if too many pictures of this link were
	 * refused
	 */
	public LocalDate checkIn(String organization, String token, @Nullable LocalDate makeUp, String proof,
			byte @Nullable [] file, String address) {
		return behind(organization, token, address, who -> {
			ProofPicture picture = (file != null) ? drawn(who, makeUp, file) : null;
			LocalDate day = makeUp;
			if (day != null) {
				checkIns.makeUp(who.challenge(), who.member(), day, proof, picture);
			}
			else {
				day = checkIns.checkIn(who.challenge(), who.member(), proof, picture);
			}
			rewards.give(who.challenge(), who.member());
			return day;
		});
	}

	/**
	 * Says that what was sent is too large, of which nothing was read.
	 * @throws ChallengeRefused always: for this, or since the link opens nothing
	 */
	public void refuseTooLarge(String organization, String token, String address) {
		behind(organization, token, address, who -> {
			throw refused(who, ChallengeRefused.picture(PictureRefusal.TOO_LARGE));
		});
	}

	/**
	 * The picture that the member sent for a day, as JPEG.
	 * @param small as it is shown among others
	 * @throws ChallengeRefused if there is none, or the link opens nothing
	 */
	public byte[] picture(String organization, String token, LocalDate day, boolean small, String address) {
		return behind(organization, token, address, who -> pictures.jpeg(who.challenge(), who.member(), day, small));
	}

	/** What is drawn costs something, so it is asked first whether it would be taken. */
	private ProofPicture drawn(Who who, @Nullable LocalDate makeUp, byte[] file) {
		refusals.requireFree(who.challenge(), who.member());
		checkIns.requireRoom(who.challenge(), who.member(), makeUp);
		try {
			return pictures.draw(file);
		}
		catch (ChallengeRefused refusal) {
			throw refused(who, refusal);
		}
	}

	private ChallengeRefused refused(Who who, ChallengeRefused refusal) {
		refusal.pictureRefusal().ifPresent(reason -> {
			refusals.count(reason);
			refusals.tried(who.challenge(), who.member());
		});
		return refusal;
	}

	private <T> T behind(String slug, String token, String address, Function<Who, T> work) {
		Optional<OrganizationDetails> organization = organizations.bySlug(slug).filter(found -> !found.suspended());
		if (organization.isEmpty()) {
			misses.nowhere(MISSES, address);
			throw ChallengeRefused.link();
		}
		return onBehalf.ofSystem(organization.get().id(), () -> {
			Optional<Who> who = Objects.requireNonNull(transaction.execute(status -> who(token)));
			return work.apply(who.orElseThrow(() -> missed(address)));
		});
	}

	private ChallengeRefused missed(String address) {
		misses.missed(MISSES, address);
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
				select i.day, i.state, i.made_up, i.reason, p.check_in_id is not null from check_ins i
				left join check_in_pictures p on p.organization_id = i.organization_id and p.check_in_id = i.id
				where i.organization_id = :organization and i.challenge_id = :challenge and i.member_id = :member
				""")
			.param("organization", tenancy.current())
			.param("challenge", who.challenge().id())
			.param("member", who.member().id())
			.query((row, number) -> new Row(row.getObject(1, LocalDate.class), CheckInState.valueOf(row.getString(2)),
					row.getBoolean(3), row.getString(4), row.getBoolean(5)))
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
		return new PersonalPage.Day(day, look, row != null && row.madeUp(), row != null && row.picture(),
				(row != null) ? row.reason() : null, free && past && !day.isBefore(who.joined()) && who.cards() > 0);
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

	private record Row(LocalDate day, CheckInState state, boolean madeUp, @Nullable String reason, boolean picture) {
	}

}
