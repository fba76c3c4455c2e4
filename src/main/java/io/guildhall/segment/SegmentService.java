package io.guildhall.segment;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.Audience;
import io.guildhall.member.AudienceQuery;
import io.guildhall.member.Audiences;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberMeasure;
import io.guildhall.member.MemberScope;
import io.guildhall.member.MemberSummary;
import io.guildhall.segment.SegmentRule.Term;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes segments and says whom they mean. Whoever counts or lists one sees those of its
 * members whom they may see.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class SegmentService {

	/** Of those who spent anything, this share spent less than a high spender. */
	private static final double HIGH = 0.8;

	/** What stands in for it where nobody has spent anything, in minor units. */
	private static final long SOMETHING = 10_000;

	private static final int SHOWN = 5;

	private final SegmentRepository segments;

	private final SegmentQueries queries;

	private final MemberScope scope;

	private final Audiences audiences;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final JsonMapper json;

	/** By what members can be chosen, in its order. */
	@May(Permission.MEMBER_READ)
	public List<MemberField> fields() {
		return queries.fields();
	}

	/** By what members can be compared, in its order. */
	@May(Permission.MEMBER_READ)
	public List<MemberMeasure> measures() {
		return queries.measures();
	}

	/** What is chosen under a key. */
	@May(Permission.MEMBER_READ)
	public Optional<MemberField> field(String key) {
		return queries.field(key);
	}

	/** What is compared under a key. */
	@May(Permission.MEMBER_READ)
	public Optional<MemberMeasure> measure(String key) {
		return queries.measure(key);
	}

	/** The segments that are offered, by name. */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_READ)
	public Slice<SegmentDetails> list(@Nullable String after) {
		return list(false, after);
	}

	/** All segments that are offered, by name: for choices. */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_READ)
	public List<SegmentDetails> offered() {
		List<SegmentDetails> all = new ArrayList<>();
		Slice.all(after -> list(false, after), some -> all.addAll(some));
		return all;
	}

	/**
	 * The segments by name.
	 * @param archived whether those that are offered no more, or those that are
	 * @param after where the slice before ended
	 */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_READ)
	public Slice<SegmentDetails> list(boolean archived, @Nullable String after) {
		List<String> cursor = Slice.decode(after, 2);
		String name = cursor.isEmpty() ? "" : cursor.get(0);
		List<SegmentDetails> rows = segments.after(archived, name, Slice.id(cursor, 1), Limit.of(Slice.PAGE + 1))
			.stream()
			.map(this::details)
			.toList();
		return Slice.of(rows, Slice.PAGE, row -> List.of(row.name(), row.id()));
	}

	/**
	 * A segment.
	 * @throws SegmentRefused if it is unknown
	 */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_READ)
	public SegmentDetails get(SegmentId id) {
		return details(find(id));
	}

	/** Some segments by id, those that are offered no more as well. */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_READ)
	public Map<SegmentId, SegmentDetails> all(Collection<SegmentId> ids) {
		return segments.all(ids.stream().map(SegmentId::id).toList())
			.stream()
			.map(this::details)
			.collect(Collectors.toMap(SegmentDetails::id, Function.identity()));
	}

	/**
	 * How many a rule means now.
	 * @throws SegmentRefused if it asks for what nobody knows
	 */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_READ)
	public long count(SegmentRule rule) {
		Condition members = ofMine(queries.of(rule));
		return jdbc.sql("select count(*) from (" + members.sql() + ") s")
			.params(members.parameters())
			.query(Long.class)
			.single();
	}

	/**
	 * Whom a rule means now.
	 * @throws SegmentRefused if it asks for what nobody knows
	 */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_READ)
	public SegmentPreview preview(SegmentRule rule) {
		return preview(ofMine(queries.of(rule)));
	}

	/**
	 * Whom a live segment means now.
	 * @throws SegmentRefused if it is unknown
	 */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_READ)
	public SegmentPreview preview(SegmentId id) {
		return preview(ofMine(queries.ofSaved(rule(find(id)))));
	}

	private SegmentPreview preview(Condition members) {
		List<MemberSummary> some = jdbc.sql("""
				select f.member_id, f.display_name from (%s) s
				join member_facts f on f.organization_id = :organization and f.member_id = s.member_id
				order by f.created_at desc, f.member_id desc limit :shown
				""".formatted(members.sql()))
			.params(members.parameters())
			.param("shown", SHOWN)
			.query((row, number) -> new MemberSummary(new MemberId(row.getObject("member_id", UUID.class)),
					row.getString("display_name"), false))
			.list();
		return jdbc.sql("""
				select count(*) as members, count(*) filter (where c.do_not_contact) as blocked from (%s) s
				join member_consent_facts c on c.organization_id = :organization and c.member_id = s.member_id
				""".formatted(members.sql()))
			.params(members.parameters())
			.query((row, number) -> new SegmentPreview(row.getLong("members"), audiences.count(Audience.all()),
					row.getLong("blocked"), some))
			.single();
	}

	/**
	 * A rule to begin with, its thresholds taken from what members really do.
	 */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_READ)
	public SegmentRule start(SegmentStart start) {
		return switch (start) {
			case FADING_SPENDERS ->
				SegmentRule.all(Term.atLeast("spend", high("spend"), null), Term.atLeast("spoke", 14, null));
			case SILENT_NEWCOMERS -> SegmentRule.all(Term.atMost("joined", 14, null), Term.never("spoke"));
			case LAPSED_BUYERS -> SegmentRule.all(Term.atLeast("orders", 2, null), Term.atLeast("bought", 90, null));
			case REGULARS_WITHOUT_ORDER -> SegmentRule.all(Term.atLeast("active_days", 4, 30), Term.never("bought"));
		};
	}

	/**
	 * A live segment.
	 * @throws SegmentRefused if the name does not fit or is taken, or the rule asks for
	 * what nobody knows
	 */
	@May(Permission.MEMBER_EDIT)
	public SegmentId create(String name, SegmentRule rule) {
		Segment segment = new Segment(name, json.writeValueAsString(rule), clock.instant());
		segment.counted(count(rule), clock.instant());
		segments.store(segment);
		audit.record("segment.created", "segment", segment.getId(), fields(segment));
		return segment.getId();
	}

	/**
	 * Gives it another name or rule; of a frozen one only the name.
	 * @param version that was read; null to write over whatever is there
	 * @throws SegmentRefused if it is frozen, was changed in the meantime, asks for
	 * groups that who acts does not see, or the name is taken
	 */
	@May(Permission.MEMBER_EDIT)
	public SegmentDetails change(SegmentId id, String name, SegmentRule rule, @Nullable Long version) {
		Segment segment = find(id);
		requireMine(segment);
		if (version != null && segment.version() != version) {
			throw SegmentRefused.changedMeanwhile();
		}
		Map<String, Object> before = fields(segment);
		segment.change(name, json.writeValueAsString(rule));
		if (segment.getFrozenAt() == null) {
			segment.counted(count(rule), clock.instant());
		}
		segments.store(segment);
		audit.record("segment.changed", "segment", id, before, fields(segment));
		return details(segment);
	}

	/**
	 * A segment to be changed.
	 * @throws SegmentRefused if it is unknown, or asks for groups that who acts does not
	 * see
	 */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_EDIT)
	public SegmentDetails edit(SegmentId id) {
		Segment segment = find(id);
		requireMine(segment);
		return details(segment);
	}

	/**
	 * A frozen copy: those who are in it at this moment, whatever they do later.
	 * @throws SegmentRefused if the segment is unknown, or the name does not fit or is
	 * taken
	 */
	@May(Permission.MEMBER_EDIT)
	public SegmentId freeze(SegmentId id, String name) {
		Segment segment = find(id);
		Segment wanted = new Segment(name, segment.getRule(), clock.instant());
		wanted.freeze(clock.instant());
		Segment copy = segments.store(wanted);
		AudienceQuery members = audiences.query(details(segment).audience());
		int frozen = jdbc.sql("""
				insert into segment_members (organization_id, segment_id, member_id)
				select :organization, :copy, s.member_id from (%s) s
				""".formatted(members.sql())).params(members.parameters()).param("copy", copy.getId().id()).update();
		copy.counted(frozen, clock.instant());
		segments.store(copy);
		audit.record("segment.frozen", "segment", copy.getId(), fields(copy));
		return copy.getId();
	}

	/**
	 * Offers it no more. What was made with it, a campaign say, goes on.
	 * @throws SegmentRefused if it is unknown
	 */
	@May(Permission.MEMBER_EDIT)
	public void archive(SegmentId id) {
		Segment segment = find(id);
		segment.archive(clock.instant());
		segments.store(segment);
		audit.record("segment.archived", "segment", id, fields(segment));
	}

	/**
	 * Offers it again.
	 * @throws SegmentRefused if it is unknown, or another one has its name by now
	 */
	@May(Permission.MEMBER_EDIT)
	public void restore(SegmentId id) {
		Segment segment = find(id);
		if (segment.getArchivedAt() != null) {
			segment.restore();
			segments.store(segment);
			audit.record("segment.restored", "segment", id, fields(segment));
		}
	}

	/** The query, of those whom who acts may see. */
	private Condition ofMine(Condition members) {
		MemberScope.Limit mine = scope.on("m.id");
		members.parameters().put("organization", tenancy.current());
		members.parameters().putAll(mine.parameters());
		return new Condition(members.sql() + mine.sql(), members.parameters());
	}

	/** What the top fifth has at least of a measure, rounded down to two digits. */
	private long high(String key) {
		String values = queries.measures()
			.stream()
			.filter(measure -> measure.key().equals(key))
			.map(measure -> measure.since(null, List.of()).sql())
			.findFirst()
			.orElseThrow(() -> SegmentRefused.field(key));
		Long high = jdbc.sql("""
				select percentile_disc(:high) within group (order by value) from (%s) v where value > 0
				""".formatted(values))
			.param("high", HIGH)
			.param("organization", tenancy.current())
			.query(Long.class)
			.optional()
			.orElse(SOMETHING);
		long unit = (long) Math.pow(10, Math.max(String.valueOf(high).length() - 2, 0));
		return high / unit * unit;
	}

	/** Who does not see what it names would lose that by changing it. */
	private void requireMine(Segment segment) {
		try {
			queries.of(rule(segment));
		}
		catch (DomainException hidden) {
			throw SegmentRefused.notYours();
		}
	}

	private SegmentRule rule(Segment segment) {
		return json.readValue(segment.getRule(), SegmentRule.class);
	}

	private Segment find(SegmentId id) {
		return segments.findById(id).orElseThrow(() -> SegmentRefused.unknown(id));
	}

	private SegmentDetails details(Segment segment) {
		return new SegmentDetails(segment.getId(), segment.getName(), rule(segment), segment.getFrozenAt(),
				segment.getMembers(), segment.getCountedAt(), segment.getCreatedAt(), segment.getArchivedAt() != null,
				segment.version());
	}

	private static Map<String, Object> fields(Segment segment) {
		return Map.of("name", segment.getName(), "rule", segment.getRule(), "members", segment.getMembers());
	}

}
