package io.guildhall.segment;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.AudienceQuery;
import io.guildhall.member.Audiences;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberMeasure;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Makes segments, and knows by what members are chosen for them. */
@Service
@Transactional
@RequiredArgsConstructor
public class SegmentService {

	private final SegmentRepository segments;

	private final SegmentQueries queries;

	private final SegmentPreviews previews;

	private final Audiences audiences;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

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
		return details(segments.get(id));
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
	 * A live segment.
	 * @throws SegmentRefused if the name does not fit or is taken, or the rule asks for
	 * what nobody knows
	 */
	@May(Permission.MEMBER_EDIT)
	public SegmentId create(String name, SegmentRule rule) {
		Segment segment = new Segment(name, json.writeValueAsString(rule), clock.instant());
		segment.counted(previews.counted(rule), clock.instant());
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
		Segment segment = segments.get(id);
		requireMine(segment);
		if (version != null && segment.version() != version) {
			throw SegmentRefused.changedMeanwhile();
		}
		Map<String, Object> before = fields(segment);
		segment.change(name, json.writeValueAsString(rule));
		if (segment.getFrozenAt() == null) {
			segment.counted(previews.counted(rule), clock.instant());
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
		Segment segment = segments.get(id);
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
		Segment segment = segments.get(id);
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
		Segment segment = segments.get(id);
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
		Segment segment = segments.get(id);
		if (segment.getArchivedAt() != null) {
			segment.restore();
			segments.store(segment);
			audit.record("segment.restored", "segment", id, fields(segment));
		}
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

	private SegmentDetails details(Segment segment) {
		return new SegmentDetails(segment.getId(), segment.getName(), rule(segment), segment.getFrozenAt(),
				segment.getMembers(), segment.getCountedAt(), segment.getCreatedAt(), segment.getArchivedAt() != null,
				segment.version());
	}

	private static Map<String, Object> fields(Segment segment) {
		return Map.of("name", segment.getName(), "rule", segment.getRule(), "members", segment.getMembers());
	}

}
