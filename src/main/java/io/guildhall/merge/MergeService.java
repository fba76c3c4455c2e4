package io.guildhall.merge;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

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
import io.guildhall.shared.Rows;
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

	private final MemberMerging merging;

	private final MemberService members;

	private final MergeScope scope;

	private final ObjectProvider<Belongings> belongings;

	private final MergeSuggestions suggestions;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

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
		suggestions.merged(pair.survivor(), pair.merged());
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
		merging.settle(pair);
		// Whoever takes a merge back says that the two are two.
		suggestions.dismissed(pair.survivor(), pair.merged());
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
		suggestions.forget(erased.member());
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
				""".formatted(condition, MergeScope.seen("m.survivor_id"), MergeScope.seen("m.merged_id")))
			.params(scope.parameters())
			.params(parameters)
			.param("most", Slice.PAGE + 1)
			.query((row, number) -> new Raw(new MergeId(row.getObject(1, UUID.class)),
					new MemberId(row.getObject(2, UUID.class)), new MemberId(row.getObject(3, UUID.class)),
					Objects.requireNonNull(Rows.instant(row, "merged_at")), row.getString(5),
					Rows.instant(row, "undone_at"), row.getString(7), Rows.instant(row, "final_at")))
			.list();
		Map<MemberId, MemberSummary> names = members
			.summaries(rows.stream().flatMap(row -> Stream.of(row.survivor(), row.merged())).distinct().toList());
		return rows.stream()
			.filter(row -> names.containsKey(row.survivor()) && names.containsKey(row.merged()))
			.map(row -> new MergeDetails(row.id(), Objects.requireNonNull(names.get(row.survivor())),
					Objects.requireNonNull(names.get(row.merged())), row.mergedAt(), row.mergedBy(), row.undoneAt(),
					row.undoneBy(), row.finalAt()))
			.toList();
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

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private record Raw(MergeId id, MemberId survivor, MemberId merged, Instant mergedAt, String mergedBy,
			@Nullable Instant undoneAt, @Nullable String undoneBy, @Nullable Instant finalAt) {
	}

}
