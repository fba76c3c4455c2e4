package io.guildhall.merge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.job.JobService;
import io.guildhall.member.Belongings;
import io.guildhall.member.MemberDetails;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberMerging;
import io.guildhall.member.MemberMerging.Pair;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Makes two members one, and two again. Nothing is merged by itself: no number is
 * verified yet, and all else is a suggestion (RULES, Identity).
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MergeService {

	/** What members keep about themselves, beside the belongings of other modules. */
	private static final String MEMBER = "member";

	private static final int SHOWN = 100;

	private final MemberMerging merging;

	private final MemberService members;

	private final CommunityService communities;

	private final ObjectProvider<Belongings> belongings;

	private final JobService jobs;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Looks for members who may be one, in the background.
	 * @return the job
	 */
	@May(Permission.MEMBER_EDIT)
	public UUID search() {
		return jobs.start(MergeSearch.KIND, Map.of(), "/merges");
	}

	/**
	 * Who may be one, the likeliest first; only pairs that who asks may see both of.
	 * @param after where the slice before ended
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<MergeSuggestion> suggestions(@Nullable String after) {
		List<String> cursor = Slice.decode(after, 2);
		List<Row> rows = jdbc.sql("""
				select id, member_id, other_id, reasons, weight from merge_suggestions s
				where s.organization_id = :organization and s.state = 'OPEN'
				and (s.weight < :weight or (s.weight = :weight and s.id > :id)) and (:all or (%s and %s))
				order by s.weight desc, s.id limit :most
				""".formatted(seen("s.member_id"), seen("s.other_id")))
			.params(scope())
			.param("weight", Slice.number(cursor, 0, Integer.MAX_VALUE))
			.param("id", Slice.id(cursor, 1))
			.param("most", Slice.PAGE + 1)
			.query((row, number) -> row(row))
			.list();
		Slice<Row> slice = Slice.of(rows, Slice.PAGE, row -> List.of(row.weight(), row.id()));
		return new Slice<>(named(slice.items()), slice.next());
	}

	/** With whom the member may be one, the likeliest first. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<MergeSuggestion> of(MemberId member) {
		members.require(member);
		return named(jdbc.sql("""
				select id, member_id, other_id, reasons, weight from merge_suggestions s
				where s.organization_id = :organization and s.state = 'OPEN'
				and (s.member_id = :member or s.other_id = :member) and (:all or (%s and %s))
				order by s.weight desc, s.id limit :most
				""".formatted(seen("s.member_id"), seen("s.other_id")))
			.params(scope())
			.param("member", member.id())
			.param("most", SHOWN)
			.query((row, number) -> row(row))
			.list());
	}

	/**
	 * They are two people: the suggestion does not come back.
	 * @throws MergeRefused if there is no such suggestion, or somebody decided before
	 */
	@May(Permission.MEMBER_EDIT)
	public void dismiss(UUID suggestion) {
		Row row = jdbc.sql("""
				select id, member_id, other_id, reasons, weight from merge_suggestions s
				where s.organization_id = :organization and s.id = :id
				""")
			.param("organization", tenancy.current())
			.param("id", suggestion)
			.query((found, number) -> row(found))
			.optional()
			.orElseThrow(() -> MergeRefused.unknownSuggestion(suggestion));
		members.require(new MemberId(row.one()));
		members.require(new MemberId(row.other()));
		if (decide(row.one(), row.other(), "DISMISSED") == 0) {
			throw MergeRefused.decided();
		}
	}

	/**
	 * What making the two one would do.
	 * @throws io.guildhall.member.MemberRefused if one of them is unknown, erased, or
	 * both are the same
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public MergePreview preview(MemberId one, MemberId other) {
		Pair pair = merging.pair(one, other);
		List<MergePreview.Belonging> all = new ArrayList<>();
		Map<String, Long> ofSurvivor = merging.counts(pair.survivor());
		Map<String, Long> ofMerged = merging.counts(pair.merged());
		ofSurvivor.keySet()
			.stream()
			.sorted()
			.forEach(key -> all.add(
					new MergePreview.Belonging(key, ofSurvivor.getOrDefault(key, 0L), ofMerged.getOrDefault(key, 0L))));
		belongings.orderedStream()
			.forEach(kind -> all.add(new MergePreview.Belonging(kind.textKey(), kind.count(pair.survivor()),
					kind.count(pair.merged()))));
		MemberDetails survivor = members.get(pair.survivor());
		MemberDetails merged = members.get(pair.merged());
		DomainException refusal = belongings.orderedStream()
			.map(kind -> kind.obstacle(pair.merged(), pair.survivor()))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
		return new MergePreview(survivor, merged, all, refusal);
	}

	/**
	 * Makes them one, all of it or nothing: the one known longer keeps its id, the other
	 * leads there.
	 * @throws io.guildhall.member.MemberRefused if one of them is unknown, erased, or
	 * both are the same
	 */
	@May(Permission.MEMBER_EDIT)
	public MergeId merge(MemberId one, MemberId other) {
		Pair pair = merging.locked(one, other);
		MergeId id = MergeId.next();
		jdbc.sql("""
				insert into merges (organization_id, id, survivor_id, merged_id, merged_at, merged_by)
				values (:organization, :id, :survivor, :merged, :now, :by)
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("survivor", pair.survivor().id())
			.param("merged", pair.merged().id())
			.param("now", Timestamp.from(now()))
			.param("by", OnBehalf.actor().name())
			.update();
		keep(id, MEMBER, merging.absorb(pair));
		belongings.orderedStream().forEach(kind -> {
			DomainException obstacle = kind.obstacle(pair.merged(), pair.survivor());
			if (obstacle != null) {
				throw obstacle;
			}
			keep(id, kind.key(), kind.move(id.id(), pair.merged(), pair.survivor()));
		});
		decide(pair.survivor().id(), pair.merged().id(), "MERGED");
		return id;
	}

	/**
	 * Makes them two again: what was handed over goes back, what came since stays with
	 * the survivor.
	 * @throws MergeRefused if there is no such merge, it was taken back, or the person
	 * was erased since
	 * @throws io.guildhall.member.MemberRefused if the survivor was merged on since
	 */
	@May(Permission.MEMBER_EDIT)
	public void undo(MergeId id) {
		MergeDetails merge = get(id);
		if (merge.finalAt() != null) {
			throw MergeRefused.isFinal();
		}
		int taken = jdbc.sql("""
				update merges set undone_at = :now, undone_by = :by
				where organization_id = :organization and id = :id and undone_at is null and final_at is null
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("now", Timestamp.from(now()))
			.param("by", OnBehalf.actor().name())
			.update();
		if (taken == 0) {
			throw MergeRefused.undone();
		}
		Map<String, String> moved = new HashMap<>();
		jdbc.sql("""
				select belongings, cast(moved as text) from merge_belongings
				where organization_id = :organization and merge_id = :id
				""").param("organization", tenancy.current()).param("id", id.id()).query(row -> {
			moved.put(row.getString(1), row.getString(2));
		});
		Pair pair = new Pair(merge.survivor().id(), merge.merged().id());
		merging.release(pair, moved.getOrDefault(MEMBER, "{}"));
		belongings.orderedStream().forEach(kind -> {
			String what = moved.get(kind.key());
			if (what != null) {
				kind.moveBack(id.id(), pair.merged(), pair.survivor(), what);
			}
		});
		// Whoever takes a merge back says that the two are two.
		decide(pair.survivor().id(), pair.merged().id(), "DISMISSED");
		forget(id.id());
	}

	/**
	 * A merge.
	 * @throws MergeRefused if there is none, or who asks may not see the survivor
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public MergeDetails get(MergeId id) {
		return details("m.id = :id", Map.of("id", id.id())).stream()
			.findFirst()
			.orElseThrow(() -> MergeRefused.unknown(id.id()));
	}

	/**
	 * What was merged, the latest first.
	 * @param after where the slice before ended
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<MergeDetails> list(@Nullable String after) {
		List<String> cursor = Slice.decode(after, 1);
		return Slice.of(
				details("(:first or m.id < :after)", Map.of("first", cursor.isEmpty(), "after", Slice.id(cursor, 0))),
				Slice.PAGE, merge -> List.of(merge.id()));
	}

	/** One who is erased is not brought back by an undo. */
	@EventListener
	void forget(MemberErased erased) {
		List<UUID> of = jdbc.sql("""
				update merges set final_at = :now where organization_id = :organization and undone_at is null
				and final_at is null and (survivor_id = :member or merged_id = :member) returning id
				""")
			.param("organization", tenancy.current())
			.param("member", erased.member().id())
			.param("now", Timestamp.from(now()))
			.query(UUID.class)
			.list();
		of.forEach(this::forget);
		jdbc.sql("""
				delete from merge_suggestions where organization_id = :organization
				and (member_id = :member or other_id = :member)
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
	}

	private void forget(UUID merge) {
		jdbc.sql("delete from merge_belongings where organization_id = :organization and merge_id = :merge")
			.param("organization", tenancy.current())
			.param("merge", merge)
			.update();
	}

	private List<MergeDetails> details(String condition, Map<String, ?> parameters) {
		List<Raw> rows = jdbc.sql("""
				select id, survivor_id, merged_id, merged_at, merged_by, undone_at, undone_by, final_at from merges m
				where m.organization_id = :organization and %s and (:all or (%s or %s))
				order by m.id desc limit :most
				""".formatted(condition, seen("m.survivor_id"), seen("m.merged_id")))
			.params(scope())
			.params(parameters)
			.param("most", Slice.PAGE + 1)
			.query((row, number) -> new Raw(new MergeId(row.getObject(1, UUID.class)),
					new MemberId(row.getObject(2, UUID.class)), new MemberId(row.getObject(3, UUID.class)),
					Objects.requireNonNull(instant(row, 4)), row.getString(5), instant(row, 6), row.getString(7),
					instant(row, 8)))
			.list();
		Map<MemberId, MemberSummary> names = names(
				rows.stream().flatMap(row -> Stream.of(row.survivor(), row.merged())).toList());
		return rows.stream()
			.filter(row -> names.containsKey(row.survivor()) && names.containsKey(row.merged()))
			.map(row -> new MergeDetails(row.id(), Objects.requireNonNull(names.get(row.survivor())),
					Objects.requireNonNull(names.get(row.merged())), row.mergedAt(), row.mergedBy(), row.undoneAt(),
					row.undoneBy(), row.finalAt()))
			.toList();
	}

	private List<MergeSuggestion> named(List<Row> rows) {
		Map<MemberId, MemberSummary> names = names(
				rows.stream().flatMap(row -> Stream.of(new MemberId(row.one()), new MemberId(row.other()))).toList());
		List<MergeSuggestion> suggestions = new ArrayList<>();
		for (Row row : rows) {
			MemberSummary one = names.get(new MemberId(row.one()));
			MemberSummary other = names.get(new MemberId(row.other()));
			if (one != null && other != null && !one.erased() && !other.erased()) {
				suggestions.add(new MergeSuggestion(row.id(), one, other, row.clues(), Clue.confidence(row.weight()),
						(int) Math.round(100 * Clue.likelihood(row.weight()))));
			}
		}
		return suggestions;
	}

	private Map<MemberId, MemberSummary> names(Collection<MemberId> ids) {
		Set<MemberId> once = new LinkedHashSet<>(ids);
		return once.isEmpty() ? Map.of() : members.summaries(once);
	}

	private int decide(UUID one, UUID other, String state) {
		boolean inOrder = one.toString().compareTo(other.toString()) < 0;
		return jdbc.sql("""
				update merge_suggestions set state = :state, decided_at = :now, decided_by = :by
				where organization_id = :organization and member_id = :one and other_id = :other
				and (state = 'OPEN' or state = 'MERGED' and :state = 'DISMISSED')
				""")
			.param("organization", tenancy.current())
			.param("state", state)
			.param("now", Timestamp.from(now()))
			.param("by", OnBehalf.actor().name())
			.param("one", inOrder ? one : other)
			.param("other", inOrder ? other : one)
			.update();
	}

	private void keep(MergeId merge, String what, String moved) {
		jdbc.sql("""
				insert into merge_belongings (organization_id, merge_id, belongings, moved)
				values (:organization, :merge, :what, cast(:moved as jsonb))
				""")
			.param("organization", tenancy.current())
			.param("merge", merge.id())
			.param("what", what)
			.param("moved", moved)
			.update();
	}

	/** That who asks may see the member of the column. */
	private static String seen(String column) {
		return """
				exists (select 1 from member_group_facts g where g.organization_id = :organization
					and g.member_id = %s and g.group_id = any(:groups))""".formatted(column);
	}

	private Map<String, Object> scope() {
		var scope = communities.scope();
		return Map.of("organization", tenancy.current(), "all", scope.all(), "groups", scope.array());
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
		OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
		return (at != null) ? at.toInstant() : null;
	}

	private static Row row(ResultSet row) throws SQLException {
		return new Row(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class),
				Stream.of((String[]) row.getArray(4).getArray()).map(Clue::valueOf).toList(), row.getInt(5));
	}

	private record Row(UUID id, UUID one, UUID other, List<Clue> clues, int weight) {
	}

	private record Raw(MergeId id, MemberId survivor, MemberId merged, Instant mergedAt, String mergedBy,
			@Nullable Instant undoneAt, @Nullable String undoneBy, @Nullable Instant finalAt) {
	}

}
