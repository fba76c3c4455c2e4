package io.guildhall.conduct;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.member.MemberBlock;
import io.guildhall.member.MemberBlocks;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What members did against the rules. An operator records, sees and decides what happened
 * in the groups that they host; the ladder counts over all groups nevertheless, and only
 * who is not limited blocks.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class ConductService {

	private static final int SHOWN = 20;

	private final ViolationRepository violations;

	private final ViolationReading reading;

	private final LadderService ladders;

	private final MemberService members;

	private final MembersOfGroups stays;

	private final MemberBlocks blocks;

	private final CommunityService communities;

	private final GroupService groups;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Records a violation. It waits for a decision then.
	 * @throws ConductRefused if the member never was in the group or is erased, the group
	 * has no such rule, or the evidence is not right
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 * @throws io.guildhall.community.CommunityRefused if there is no such group for them
	 */
	@May(Permission.MEMBER_EDIT)
	public ViolationId record(NewViolation violation) {
		if (members.require(violation.member()).erased()) {
			throw ConductRefused.erased();
		}
		communities.require(violation.group());
		if (stays.of(violation.member()).stream().noneMatch(stay -> stay.group().equals(violation.group()))) {
			throw ConductRefused.neverThere();
		}
		if (!violation.rule().isEmpty() && !rules(violation.group()).contains(violation.rule())) {
			throw ConductRefused.rule();
		}
		Instant now = now();
		Instant at = (violation.at() != null) ? violation.at().truncatedTo(ChronoUnit.MICROS) : now;
		Violation made = violations
			.saveAndFlush(new Violation(violation, at, organizations.dayOf(at), OnBehalf.actor(), now));
		audit.record("conduct.recorded", "violation", made.getId(),
				Map.of("kind", violation.kind(), "group", violation.group()));
		return made.getId();
	}

	/** The rules of a group, one by one: the lines of its text. */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public List<String> rules(GroupId group) {
		return groups.get(group)
			.terms()
			.rules()
			.lines()
			.map(String::strip)
			.filter(line -> !line.isEmpty())
			.distinct()
			.toList();
	}

	/**
	 * Decides what is done, and does it: a removal ends the member's stay in the group, a
	 * block all of them.
	 * @param reason why another step than the proposed one; else it may be empty
	 * @throws ConductRefused if it is unknown, decided or taken back, or a reason is
	 * missing
	 * @throws io.guildhall.member.MemberRefused if who acts may not block
	 */
	@May(Permission.MEMBER_EDIT)
	public ViolationDetails decide(ViolationId id, Step chosen, String reason) {
		ViolationDetails seen = get(id);
		Violation violation = find(id);
		violation.decide(seen.proposed(), chosen, reason, OnBehalf.actor(), now());
		violations.saveAndFlush(violation);
		MemberId member = seen.member().id();
		if (chosen == Step.REMOVE && stays.of(member)
			.stream()
			.anyMatch(stay -> stay.group().equals(seen.group()) && stay.leftAt() == null)) {
			stays.left(member, seen.group(), clock.instant());
		}
		if (chosen == Step.BLOCK && !blocks.blocked(member)) {
			String why = !reason.isBlank() ? reason : !seen.note().isEmpty() ? seen.note() : seen.rule();
			blocks.block(member, why.isEmpty() ? seen.kind().name() : shortened(why));
		}
		audit.record("conduct.decided", "violation", id, Map.of("step", chosen, "proposed", seen.proposed()));
		return get(id);
	}

	/**
	 * It was none after all, and counts no more. What was done about it stays done.
	 * @throws ConductRefused if it is unknown or taken back, the member was erased, or
	 * the reason is missing
	 */
	@May(Permission.MEMBER_EDIT)
	public ViolationDetails takeBack(ViolationId id, String reason) {
		if (get(id).member().erased()) {
			throw ConductRefused.erased();
		}
		Violation violation = find(id);
		violation.takeBack(reason, OnBehalf.actor(), now());
		violations.saveAndFlush(violation);
		audit.record("conduct.taken-back", "violation", id, Map.of());
		return get(id);
	}

	/**
	 * A violation.
	 * @throws ConductRefused if there is none for who asks
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public ViolationDetails get(ViolationId id) {
		return reading.details("and v.id = :id", Map.of("id", id.id()), ViolationReading.LATEST, 1)
			.stream()
			.findFirst()
			.orElseThrow(() -> ConductRefused.unknown(id));
	}

	/**
	 * Violations, the latest first.
	 * @param after where the slice before ended
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public Slice<ViolationDetails> list(ViolationFilter filter, @Nullable String after) {
		List<String> cursor = Slice.decode(after, 2);
		List<String> conditions = new ArrayList<>();
		Map<String, Object> parameters = new HashMap<>();
		if (filter.state() != null) {
			conditions.add("and v.state = :state");
			parameters.put("state", filter.state().name());
		}
		if (filter.kind() != null) {
			conditions.add("and v.kind = :kind");
			parameters.put("kind", filter.kind().name());
		}
		if (filter.group() != null) {
			conditions.add("and v.group_id = :group");
			parameters.put("group", filter.group().id());
		}
		if (filter.member() != null) {
			conditions.add("and v.member_id = :member");
			parameters.put("member", members.require(filter.member()).id().id());
		}
		if (!cursor.isEmpty()) {
			conditions.add("and (v.happened_at, v.id) < (:at, cast(:after as uuid))");
			parameters.put("at", Timestamp.from(Slice.micros(cursor, 0)));
			parameters.put("after", Slice.id(cursor, 1).toString());
		}
		return Slice.of(
				reading.details(String.join(" ", conditions), parameters, ViolationReading.LATEST, Slice.PAGE + 1),
				Slice.PAGE, row -> List.of(ChronoUnit.MICROS.between(Instant.EPOCH, row.happenedAt()), row.id()));
	}

	/** What waits for a decision longest. */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public List<ViolationDetails> open() {
		return reading.details("and v.state = 'OPEN'", Map.of(), ViolationReading.OLDEST, SHOWN);
	}

	/**
	 * How a member stands, over all groups.
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public Standing standing(MemberId member) {
		List<MemberBlock> all = blocks.of(member);
		Ladder ladder = ladders.get().ladder();
		return jdbc.sql("""
				select count(*) filter (where happened_on > cast(:today as date) - :removeDays) as for_removal,
					count(*) filter (where happened_on > cast(:today as date) - :blockDays) as for_block
				from violations
				where organization_id = :organization and member_id = :member and state <> 'TAKEN_BACK'
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("today", organizations.today())
			.param("removeDays", ladder.removeDays())
			.param("blockDays", ladder.blockDays())
			.query((row, number) -> new Standing(row.getLong(2), ladder.step(row.getLong(1) + 1, row.getLong(2) + 1),
					all.stream().anyMatch(MemberBlock::holds), all))
			.single();
	}

	/** Words about one who is erased go; what waits, waits no more. */
	@EventListener
	void forgetViolations(MemberErased erased) {
		jdbc.sql("""
				update violations set note = '', excerpt = '', step_reason = '', taken_back_reason = '',
					taken_back_at = case when state = 'OPEN' then :now else taken_back_at end,
					taken_back_by = case when state = 'OPEN' then :by else taken_back_by end,
					state = case when state = 'OPEN' then 'TAKEN_BACK' else state end, version = version + 1
				where organization_id = :organization and member_id = :member
				""")
			.param("organization", tenancy.current())
			.param("member", erased.member().id())
			.param("now", Timestamp.from(now()))
			.param("by", OnBehalf.actor().name())
			.update();
	}

	private Violation find(ViolationId id) {
		get(id);
		return violations.findById(id).orElseThrow(() -> ConductRefused.unknown(id));
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static String shortened(String text) {
		return (text.length() > MemberBlocks.LONGEST) ? text.substring(0, MemberBlocks.LONGEST) : text;
	}

}
