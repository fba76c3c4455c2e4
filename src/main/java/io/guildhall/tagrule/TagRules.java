package io.guildhall.tagrule;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.job.JobService;
import io.guildhall.member.Audiences;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.TagKeeping;
import io.guildhall.member.TagStanding;
import io.guildhall.segment.SegmentDetails;
import io.guildhall.segment.SegmentId;
import io.guildhall.segment.SegmentService;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import io.guildhall.tagrule.TagRuleDetails.Trouble;
import lombok.RequiredArgsConstructor;

/**
 * Rules that keep a tag on whoever is in a segment, looked after every night and on
 * demand. A rule takes the tag off only where it put it on itself.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class TagRules {

	private static final String PATH = "/tag-rules";

	/** The key of the field by which segments ask for tags. */
	private static final String TAG = "tag";

	private final SegmentService segments;

	private final Audiences audiences;

	private final MemberTagging tagging;

	private final TagKeeping keeping;

	private final JobService jobs;

	private final AuditTrail audit;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/** The rules, the latest first. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<TagRuleDetails> list(@Nullable String after) {
		List<String> cursor = Slice.decode(after, 1);
		return Slice.of(
				details("and (:first or r.id < :last) order by r.id desc limit :most",
						Map.of("first", cursor.isEmpty(), "last", Slice.id(cursor, 0), "most", Slice.PAGE + 1)),
				Slice.PAGE, rule -> List.of(rule.id()));
	}

	/**
	 * A rule.
	 * @throws TagRuleRefused if there is none
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public TagRuleDetails get(TagRuleId id) {
		return details("and r.id = :id", Map.of("id", id.id())).stream()
			.findFirst()
			.orElseThrow(() -> TagRuleRefused.unknown(id));
	}

	/**
	 * What a rule would do now, of all members.
	 * @throws TagRuleRefused if the segment asks for the tag itself
	 * @throws io.guildhall.segment.SegmentRefused if there is no such segment
	 */
	@May(Permission.POLICY_EDIT)
	@Transactional(readOnly = true)
	public TagRulePreview preview(String tag, SegmentId segment) {
		SegmentDetails of = segments.get(segment);
		String name = tagging.known(tag);
		requireStraight(name, of);
		return onBehalf.ofSystem(tenancy.current(), () -> new TagRulePreview(audiences.count(of.audience()),
				keeping.having(name, audiences.query(of.audience()))));
	}

	/**
	 * Keeps a tag on whoever is in a segment; it begins at once, in the background.
	 * @throws TagRuleRefused if there is such a rule, or the segment asks for the tag
	 * itself
	 * @throws io.guildhall.segment.SegmentRefused if there is no such segment
	 * @throws io.guildhall.member.MemberRefused if the tag is empty, too long or retired
	 */
	@May(Permission.POLICY_EDIT)
	public TagRuleId create(String tag, SegmentId segment) {
		SegmentDetails of = segments.get(segment);
		String name = keeping.settle(tag);
		requireStraight(name, of);
		TagRuleId id = TagRuleId.next();
		try {
			jdbc.sql(
					"""
							insert into tag_rules (organization_id, id, tag, segment_id, created_at, created_by, put_on, taken_off)
							values (:organization, :id, :tag, :segment, :now, :by, 0, 0)
							""")
				.param("organization", tenancy.current())
				.param("id", id.id())
				.param("tag", name)
				.param("segment", segment.id())
				.param("now", Timestamp.from(clock.instant()))
				.param("by", OnBehalf.actor().name())
				.update();
		}
		catch (DuplicateKeyException twice) {
			throw TagRuleRefused.there();
		}
		audit.record("tagrule.created", "tag-rule", id, Map.of("tag", name, "segment", of.name()));
		start(id);
		return id;
	}

	/**
	 * Looks who fits now, in the background: all rules of the tag, for one may put on
	 * what another takes off.
	 * @return the job
	 * @throws TagRuleRefused if there is no such rule
	 */
	@May(Permission.POLICY_EDIT)
	public UUID run(TagRuleId id) {
		get(id);
		return start(id);
	}

	/**
	 * Ends a rule.
	 * @param takeOff whether its tags come off; otherwise they stay as if somebody had
	 * put them on
	 * @return how many members it was about
	 * @throws TagRuleRefused if there is no such rule
	 */
	@May(Permission.POLICY_EDIT)
	public int end(TagRuleId id, boolean takeOff) {
		TagRuleDetails rule = get(id);
		// A run of the tag that goes on now ends before, one that comes later does not
		// know the rule.
		keeping.hold(rule.tag());
		int deleted = jdbc.sql("delete from tag_rules where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.update();
		if (deleted == 0) {
			throw TagRuleRefused.unknown(id);
		}
		int members = keeping.end(id.id(), takeOff);
		audit.record("tagrule.ended", "tag-rule", id,
				Map.of("tag", rule.tag(), "takenOff", takeOff, "members", members));
		return members;
	}

	private UUID start(TagRuleId id) {
		return jobs.start(TagRuleJob.KIND, Map.of("rule", id.toString()), PATH);
	}

	private void requireStraight(String tag, SegmentDetails segment) {
		List<String> all = Stream.concat(Stream.of(tag), asked(segment)).distinct().toList();
		Map<String, TagStanding> standing = keeping.standing(all);
		if (asked(segment).anyMatch(other -> same(standing, tag, other))) {
			throw TagRuleRefused.circle(tag);
		}
	}

	/** The tags that a segment asks for; a frozen one asks for nothing any more. */
	private static Stream<String> asked(SegmentDetails segment) {
		return (segment.frozenAt() != null) ? Stream.empty()
				: segment.rule()
					.parts()
					.stream()
					.flatMap(part -> part.terms().stream())
					.filter(term -> term.field().equals(TAG))
					.flatMap(term -> term.values().stream());
	}

	private static boolean same(Map<String, TagStanding> standing, String tag, String other) {
		return Objects.requireNonNull(standing.get(tag))
			.name()
			.equals(Objects.requireNonNull(standing.get(other)).name());
	}

	/** The rules of a condition on {@code r}. */
	List<TagRuleDetails> details(String which, Map<String, ?> parameters) {
		List<Raw> raws = jdbc.sql("select r.* from tag_rules r where r.organization_id = :organization " + which)
			.params(parameters)
			.param("organization", tenancy.current())
			.query((row, number) -> new Raw(new TagRuleId(row.getObject("id", UUID.class)), row.getString("tag"),
					new SegmentId(row.getObject("segment_id", UUID.class)), row.getTimestamp("created_at").toInstant(),
					row.getString("created_by"),
					Optional.ofNullable(row.getObject("run_at", OffsetDateTime.class))
						.map(OffsetDateTime::toInstant)
						.orElse(null),
					row.getLong("put_on"), row.getLong("taken_off"), row.getString("failure") != null))
			.list();
		Map<SegmentId, SegmentDetails> of = segments.all(raws.stream().map(Raw::segment).toList());
		Map<UUID, Long> kept = keeping.kept();
		Map<String, TagStanding> standing = keeping
			.standing(Stream.concat(raws.stream().map(Raw::tag), of.values().stream().flatMap(TagRules::asked))
				.distinct()
				.toList());
		return raws.stream().map(raw -> details(raw, of.get(raw.segment()), kept, standing)).toList();
	}

	private static TagRuleDetails details(Raw raw, @Nullable SegmentDetails segment, Map<UUID, Long> kept,
			Map<String, TagStanding> standing) {
		TagStanding tag = Objects.requireNonNull(standing.get(raw.tag()));
		boolean circle = segment != null && asked(segment).anyMatch(other -> same(standing, raw.tag(), other));
		Trouble trouble = tag.retired() ? Trouble.TAG_RETIRED
				: circle ? Trouble.CIRCLE : raw.failed() ? Trouble.FAILED : null;
		return new TagRuleDetails(raw.id(), tag.name(), raw.segment(), (segment != null) ? segment.name() : "–",
				kept.getOrDefault(raw.id().id(), 0L), raw.createdAt(), raw.createdBy(), raw.runAt(), raw.putOn(),
				raw.takenOff(), trouble);
	}

	private record Raw(TagRuleId id, String tag, SegmentId segment, Instant createdAt, String createdBy,
			@Nullable Instant runAt, long putOn, long takenOff, boolean failed) {
	}

}
