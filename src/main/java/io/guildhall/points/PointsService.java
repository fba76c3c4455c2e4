package io.guildhall.points;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.KeptWords;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Gives points and takes them: for other modules by the name of an action, for the staff
 * by hand.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class PointsService {

	/** So many points can be given or taken at once. */
	public static final long MOST = 1_000_000;

	static final int LONGEST_NOTE = 200;

	private static final String STAFF = "STAFF";

	private static final String EARNED = "EARNED";

	private final PointLedger ledger;

	private final PointRules rules;

	private final MemberService members;

	private final KeptWords words;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * A member earned points; for other modules, in their transaction. The same source a
	 * second time changes nothing. A rule of the action that counts today says for how
	 * long they live and how many a day there are at most; without one they live for
	 * ever.
	 * @param points 1 to 1,000,000
	 * @param ruleKey names the action: {@code challenge.stage}
	 * @param sourceId what it was done with: with the action it names the entry
	 * @return how many the source gave, now or the first time; less than asked for, down
	 * to 0, where the day's cap is reached
	 * @throws PointsRefused if the number or the name is none
	 */
	public long earn(MemberId member, long points, String ruleKey, UUID sourceId) {
		requireAmount(points);
		PointRuleTerms.requireAction(ruleKey);
		MemberId one = today(member);
		LocalDate today = organizations.today();
		ledger.lock(one);
		Optional<Given> before = given(ruleKey, sourceId);
		if (before.isPresent()) {
			return before.get().points();
		}
		PointRule rule = rules.ofAction(ruleKey, today).orElse(null);
		PointRuleTerms terms = (rule != null) ? rule.terms() : null;
		long left = (rule != null && terms != null && terms.dailyCap() != null)
				? Math.max(terms.dailyCap() - givenOn(one, rule.id(), today), 0) : points;
		long earned = Math.min(points, left);
		int wait = (terms != null) ? terms.waitDays() : 0;
		Integer life = (terms != null) ? terms.expiresDays() : null;
		ledger.post(new PointLedger.Line(one, earned, PointAccount.ISSUED, ruleKey, sourceId, EARNED,
				(rule != null) ? rule.id() : null, today, today.plusDays(wait),
				(life != null) ? today.plusDays(life) : null, null, null), today);
		return earned;
	}

	/**
	 * Takes back what a source gave, whether or not it is still there: the balance may
	 * become negative (RULES, Points). A second time changes nothing.
	 * @return how many points were taken back
	 */
	public long takeBack(String ruleKey, UUID sourceId) {
		Given given = given(PointRuleTerms.requireAction(ruleKey), sourceId).orElse(null);
		if (given == null || given.points() == 0) {
			return 0;
		}
		return -ledger
			.post(new PointLedger.Line(today(new MemberId(given.memberId())), -given.points(), PointAccount.ISSUED,
					ruleKey, sourceId, "TAKEN_BACK", given.ruleId(), given.forDay(), null, null, given.id(), null),
					organizations.today())
			.points();
	}

	/**
	 * Gives a member points by hand.
	 * @param points 1 to 1,000,000
	 * @param note why; the staff sees it, an erasure takes it
	 * @param expiresDays after so many days they end; null for never
	 * @return the entry
	 * @throws PointsRefused if a value is not right
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks,
	 * or they were erased
	 */
	@May(Permission.MEMBER_EDIT)
	public UUID grant(MemberId member, long points, String note, @Nullable Integer expiresDays) {
		requireAmount(points);
		String why = requireNote(note);
		if (expiresDays != null && (expiresDays < 1 || expiresDays > PointRuleTerms.LONGEST_LIFE)) {
			throw PointsRefused.life();
		}
		members.requireKnown(member);
		LocalDate today = organizations.today();
		UUID source = Ids.next();
		ledger.post(new PointLedger.Line(member, points, PointAccount.GRANTED, STAFF, source, "GRANTED", null, today,
				today, (expiresDays != null) ? today.plusDays(expiresDays) : null, null, why), today);
		audit.record("points.granted", "member", member, Map.of("points", points));
		return PointLedger.entry(STAFF, source, "GRANTED");
	}

	/**
	 * Takes points from a member by hand, never more than can be spent.
	 * @return the entry
	 * @throws PointsRefused if a value is not right, or there are too few
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@May(Permission.MEMBER_EDIT)
	public UUID take(MemberId member, long points, String note) {
		requireAmount(points);
		String why = requireNote(note);
		members.require(member);
		UUID source = Ids.next();
		spend(PointLedger.Line.of(member, -points, PointAccount.ADJUSTED, STAFF, source, "TAKEN", organizations.today(),
				null, words.of(member, why)));
		audit.record("points.taken", "member", member, Map.of("points", points));
		return PointLedger.entry(STAFF, source, "TAKEN");
	}

	/**
	 * Takes points that must be there.
	 * @param line with negative points
	 * @throws PointsRefused if too few can be spent
	 */
	void spend(PointLedger.Line line) {
		LocalDate today = organizations.today();
		ledger.lock(line.member());
		ledger.expire(line.member(), today);
		long available = ledger.available(line.member(), today);
		if (available + line.points() < 0) {
			throw PointsRefused.tooFew(available, -line.points());
		}
		ledger.post(line, today);
	}

	/** Words about one who is erased go; the ledger stays. */
	@EventListener
	void forgetNotes(MemberErased erased) {
		jdbc.sql("""
				update point_entries set note = null
				where organization_id = :organization and note is not null
				and (member_id = :member or member_id in (select f.member_id from member_alias_facts f
					where f.organization_id = :organization and f.into_id = :member))
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
	}

	static String requireNote(String note) {
		String why = note.strip();
		if (why.isEmpty() || why.length() > LONGEST_NOTE) {
			throw PointsRefused.note(LONGEST_NOTE);
		}
		return why;
	}

	private static void requireAmount(long points) {
		if (points < 1 || points > MOST) {
			throw PointsRefused.amount(MOST);
		}
	}

	/** Who a member is today. */
	private MemberId today(MemberId member) {
		return jdbc.sql("""
				select into_id from member_alias_facts where organization_id = :organization and member_id = :member
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query(UUID.class)
			.optional()
			.map(MemberId::new)
			.orElse(member);
	}

	private Optional<Given> given(String action, UUID source) {
		return jdbc
			.sql("""
					select id, member_id, points, rule_id, for_day from point_entries
					where organization_id = :organization and source_id = :source and source_type = :action and reason = :reason
					""")
			.param("organization", tenancy.current())
			.param("source", source)
			.param("action", action)
			.param("reason", EARNED)
			.query(Given.class)
			.optional();
	}

	private long givenOn(MemberId member, UUID rule, LocalDate day) {
		return jdbc.sql("""
				select coalesce(sum(points), 0) from point_entries
				where organization_id = :organization and rule_id = :rule and for_day = :day and member_id = :member
				and points > 0
				""")
			.param("organization", tenancy.current())
			.param("rule", rule)
			.param("day", day)
			.param("member", member.id())
			.query(Long.class)
			.single();
	}

	private record Given(UUID id, UUID memberId, long points, @Nullable UUID ruleId, LocalDate forDay) {
	}

}
