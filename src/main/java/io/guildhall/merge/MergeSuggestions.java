package io.guildhall.merge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.job.JobService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Pairs of members who may be one, and what people made of them; that stays. */
@Service
@Transactional
@RequiredArgsConstructor
public class MergeSuggestions {

	private final MergeScope scope;

	private final MemberService members;

	private final JobService jobs;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** What people made of a pair. */
	private enum State {

		DISMISSED, MERGED

	}

	/**
	 * Looks for members who may be one, in the background.
	 * @return the job
	 */
	@May(Permission.MEMBER_EDIT)
	public UUID search() {
		return jobs.start(MergeSearch.KIND, Map.of(), "/merges");
	}

	/**
	 * Who may be one, the likeliest first; only pairs that who asks may see both of. One
	 * who was merged since is asked about no more.
	 * @param member of whom one is this one; null for all
	 * @param after where the slice before ended
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<MergeSuggestion> list(@Nullable MemberId member, @Nullable String after) {
		if (member != null) {
			members.require(member);
		}
		List<String> cursor = Slice.decode(after, 2);
		List<Row> rows = jdbc.sql("""
				select id, member_id, other_id, reasons, weight from merge_suggestions s
				where s.organization_id = :organization and s.state = 'OPEN'
				and (cast(:member as uuid) is null or cast(:member as uuid) in (s.member_id, s.other_id))
				and (s.weight < :weight or (s.weight = :weight and s.id > :id)) and (:all or (%s and %s))
				and not exists (select from member_alias_facts a
					where a.organization_id = :organization and a.member_id in (s.member_id, s.other_id))
				order by s.weight desc, s.id limit :most
				""".formatted(MergeScope.seen("s.member_id"), MergeScope.seen("s.other_id")))
			.params(scope.parameters())
			.param("member", (member != null) ? member.toString() : null)
			.param("weight", Slice.number(cursor, 0, Integer.MAX_VALUE))
			.param("id", Slice.id(cursor, 1))
			.param("most", Slice.PAGE + 1)
			.query((row, number) -> row(row))
			.list();
		Slice<Row> slice = Slice.of(rows, Slice.PAGE, row -> List.of(row.weight(), row.id()));
		return new Slice<>(named(slice.items()), slice.next());
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
		if (decide(row.one(), row.other(), State.DISMISSED) == 0) {
			throw MergeRefused.decided();
		}
	}

	/** They are one now. */
	void merged(MemberId one, MemberId other) {
		decide(one.id(), other.id(), State.MERGED);
	}

	/**
	 * They were one, and are two again: the pair does not come back, whether it was ever
	 * suggested or somebody found it by themselves.
	 */
	void dismissed(MemberId one, MemberId other) {
		if (decide(one.id(), other.id(), State.DISMISSED) > 0) {
			return;
		}
		boolean inOrder = Ids.IN_ORDER.compare(one.id(), other.id()) < 0;
		UUID first = inOrder ? one.id() : other.id();
		UUID second = inOrder ? other.id() : one.id();
		jdbc.sql(
				"""
						insert into merge_suggestions (organization_id, id, member_id, other_id, reasons, weight, state, found_at,
							decided_at, decided_by)
						values (:organization, :id, :one, :other, '{}', 0, 'DISMISSED', :now, :now, :by)
						on conflict (organization_id, member_id, other_id) do nothing
						""")
			.param("organization", tenancy.current())
			.param("id", Ids.of(first, second.toString()))
			.param("one", first)
			.param("other", second)
			.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
			.param("by", OnBehalf.actor().name())
			.update();
	}

	/** Nothing is suggested about one who is erased. */
	void forget(MemberId member) {
		jdbc.sql("""
				delete from merge_suggestions where organization_id = :organization
				and (member_id = :member or other_id = :member)
				""").param("organization", tenancy.current()).param("member", member.id()).update();
	}

	private List<MergeSuggestion> named(List<Row> rows) {
		Map<MemberId, MemberSummary> names = members.summaries(rows.stream()
			.flatMap(row -> Stream.of(new MemberId(row.one()), new MemberId(row.other())))
			.distinct()
			.toList());
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

	private int decide(UUID one, UUID other, State state) {
		boolean inOrder = Ids.IN_ORDER.compare(one, other) < 0;
		return jdbc.sql("""
				update merge_suggestions set state = :state, decided_at = :now, decided_by = :by
				where organization_id = :organization and member_id = :one and other_id = :other
				and (state = 'OPEN' or state = 'MERGED' and :state = 'DISMISSED')
				""")
			.param("organization", tenancy.current())
			.param("state", state.name())
			.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
			.param("by", OnBehalf.actor().name())
			.param("one", inOrder ? one : other)
			.param("other", inOrder ? other : one)
			.update();
	}

	private static Row row(ResultSet row) throws SQLException {
		return new Row(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class),
				Stream.of((String[]) row.getArray(4).getArray()).map(Clue::valueOf).toList(), row.getInt(5));
	}

	private record Row(UUID id, UUID one, UUID other, List<Clue> clues, int weight) {
	}

}
