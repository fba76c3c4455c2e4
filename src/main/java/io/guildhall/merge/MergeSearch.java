package io.guildhall.merge;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.job.JobRun;
import io.guildhall.job.JobWork;
import io.guildhall.organization.NightlyWork;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Looks for members who may be one, every night and on demand, by sets: a name that half
 * of the organization bears is no clue and makes no pairs.
 */
@Component
@Transactional
@RequiredArgsConstructor
class MergeSearch implements NightlyWork, JobWork {

	static final String KIND = "merge.search";

	/** A name that more bear says nothing about two of them. */
	private static final int NAMESAKES = 5;

	/** People decide about so many; the likeliest are kept. */
	private static final int MOST = 5_000;

	/** A handle that is shorter is a coincidence. */
	private static final int SHORTEST = 4;

	/**
	 * Whom people called two takes no place among those that are kept, under whatever id
	 * each of them goes today.
	 */
	private static final String PAIRS = """
			with names as (
				select lower(n.display_name) as name, array_agg(n.member_id) as ids from member_name_facts n
				where n.organization_id = :organization and length(n.display_name) > 1
				group by lower(n.display_name) having count(*) between 2 and :namesakes),
			real_names as (
				select lower(n.real_name) as name, array_agg(n.member_id) as ids from member_name_facts n
				where n.organization_id = :organization and length(n.real_name) > 1
				group by lower(n.real_name) having count(*) between 2 and :namesakes),
			handles as (
				select i.value_key as name, array_agg(distinct i.member_id) as ids from member_identity_facts i
				where i.organization_id = :organization and i.kind = 'HANDLE' and length(i.value_key) >= :shortest
				group by i.value_key having count(distinct i.member_id) between 2 and :namesakes),
			found as (
				select f.member_id, f.other_id, f.reason as clue, 2 as namesakes from member_suggestion_facts f
				where f.organization_id = :organization
				union all
				select a.id, b.id, 'SAME_NAME', cardinality(n.ids) from names n, unnest(n.ids) as a (id), unnest(n.ids) as b (id)
				where a.id < b.id
				union all
				select a.id, b.id, 'SAME_REAL_NAME', cardinality(n.ids)
				from real_names n, unnest(n.ids) as a (id), unnest(n.ids) as b (id) where a.id < b.id
				union all
				select a.id, b.id, 'SAME_HANDLE', cardinality(n.ids)
				from handles n, unnest(n.ids) as a (id), unnest(n.ids) as b (id) where a.id < b.id
				union all
				select least(n.member_id, i.member_id), greatest(n.member_id, i.member_id), 'READS_ALIKE', 2
				from member_name_facts n
				join member_identity_facts i on i.organization_id = n.organization_id and i.kind = 'HANDLE'
					and i.value_key = replace(n.sort_key, ' ', '') and i.member_id <> n.member_id
				where n.organization_id = :organization and n.sort_key <> lower(n.display_name)
				and length(i.value_key) >= :shortest),
			pairs as (
				select f.member_id, f.other_id, array_agg(distinct f.clue) as clues, max(f.namesakes) as namesakes
				from found f group by f.member_id, f.other_id),
			dismissed as (
				select least(d.one_id, d.two_id) as member_id, greatest(d.one_id, d.two_id) as other_id
				from (select coalesce(a.into_id, s.member_id) as one_id, coalesce(b.into_id, s.other_id) as two_id
					from merge_suggestions s
					left join member_alias_facts a on a.organization_id = :organization and a.member_id = s.member_id
					left join member_alias_facts b on b.organization_id = :organization and b.member_id = s.other_id
					where s.organization_id = :organization and s.state = 'DISMISSED') d)
			select p.member_id, p.other_id, p.clues, p.namesakes,
				a.city <> '' and lower(a.city) = lower(b.city) as same_city,
				exists (select 1 from member_identity_facts i join member_identity_facts j
					on j.organization_id = i.organization_id and j.carrier = i.carrier and j.kind = 'ID'
					and j.member_id = p.other_id
					where i.organization_id = :organization and i.member_id = p.member_id and i.kind = 'ID') as two_accounts,
				exists (select 1 from member_identity_facts i join member_identity_facts j
					on j.organization_id = i.organization_id and j.kind = 'PHONE' and j.member_id = p.other_id
					where i.organization_id = :organization and i.member_id = p.member_id and i.kind = 'PHONE') as two_numbers,
				exists (select 1 from member_group_facts g join member_group_facts h
					on h.organization_id = g.organization_id and h.group_id = g.group_id and h.member_id = p.other_id
					and h.left_day is null
					where g.organization_id = :organization and g.member_id = p.member_id and g.left_day is null) as same_group
			from pairs p
			join member_name_facts a on a.organization_id = :organization and a.member_id = p.member_id
			join member_name_facts b on b.organization_id = :organization and b.member_id = p.other_id
			where not exists (select from dismissed d where d.member_id = p.member_id and d.other_id = p.other_id)
			""";

	/** What people decided stays; what is found no more goes. */
	private static final String KEEP = """
			insert into merge_suggestions (organization_id, id, member_id, other_id, reasons, weight, state, found_at)
			values (?, ?, ?, ?, ?, ?, 'OPEN', ?)
			on conflict (organization_id, member_id, other_id) do update
				set reasons = excluded.reasons, weight = excluded.weight, found_at = excluded.found_at,
					state = 'OPEN', decided_at = null, decided_by = null
			where merge_suggestions.organization_id = excluded.organization_id and merge_suggestions.state <> 'DISMISSED'
			""";

	private final JdbcClient jdbc;

	private final JdbcTemplate template;

	private final Tenancy tenancy;

	private final Clock clock;

	@Override
	public int order() {
		return 40;
	}

	@Override
	public void run(LocalDate day) {
		search();
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void run(JobRun run) {
		run.once(() -> Map.of("pairs", search()));
	}

	/**
	 * Looks anew.
	 * @return how many pairs there are to decide
	 */
	int search() {
		UUID organization = tenancy.current();
		List<Pair> pairs = new ArrayList<>(jdbc.sql(PAIRS)
			.param("organization", organization)
			.param("namesakes", NAMESAKES)
			.param("shortest", SHORTEST)
			.query((row, number) -> pair(row))
			.list());
		pairs.sort((one, other) -> other.weight() - one.weight());
		List<Pair> kept = pairs.subList(0, Math.min(MOST, pairs.size()));
		Timestamp now = Timestamp.from(clock.instant());
		jdbc.sql("delete from merge_suggestions where organization_id = :organization and state = 'OPEN'")
			.param("organization", organization)
			.update();
		template.batchUpdate(KEEP, kept, 500, (statement, pair) -> {
			statement.setObject(1, organization);
			statement.setObject(2, Ids.of(pair.one(), pair.other().toString()));
			statement.setObject(3, pair.one());
			statement.setObject(4, pair.other());
			statement.setArray(5, statement.getConnection()
				.createArrayOf("text", pair.clues().stream().map(Clue::name).toArray(String[]::new)));
			statement.setInt(6, pair.weight());
			statement.setTimestamp(7, now);
		});
		return jdbc.sql("""
				select count(*) from merge_suggestions where organization_id = :organization and state = 'OPEN'
				""").param("organization", organization).query(Integer.class).single();
	}

	private static Pair pair(ResultSet row) throws SQLException {
		Set<Clue> clues = EnumSet.noneOf(Clue.class);
		Array found = row.getArray("clues");
		for (String clue : (String[]) found.getArray()) {
			clues.add(Clue.valueOf(clue));
		}
		add(clues, Clue.SAME_CITY, row.getBoolean("same_city"));
		add(clues, Clue.TWO_ACCOUNTS, row.getBoolean("two_accounts"));
		add(clues, Clue.TWO_NUMBERS, row.getBoolean("two_numbers"));
		add(clues, Clue.SAME_GROUP, row.getBoolean("same_group"));
		return new Pair(row.getObject("member_id", UUID.class), row.getObject("other_id", UUID.class), clues,
				Clue.weight(clues, row.getInt("namesakes")));
	}

	private static void add(Set<Clue> clues, Clue clue, boolean there) {
		if (there) {
			clues.add(clue);
		}
	}

	private record Pair(UUID one, UUID other, Set<Clue> clues, int weight) {
	}

}
