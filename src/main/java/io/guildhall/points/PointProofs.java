package io.guildhall.points;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.job.JobRun;
import io.guildhall.job.JobService;
import io.guildhall.job.JobWork;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * The proof: adds all entries, lots and moves up again, in one statement and so as of one
 * moment, and keeps every difference.
 */
@Slf4j
@Service
@Transactional
@RequiredArgsConstructor
public class PointProofs {

	static final String KIND = "points.proof";

	private static final String PROVE = """
			with entry as (
				select e.member_id, sum(e.points) as points, count(*) as entries from point_entries e
				where e.organization_id = :organization group by e.member_id),
			account as (
				select a.member_id, a.balance from point_accounts a where a.organization_id = :organization),
			lot as (
				select l.member_id, sum(l.remaining) as remaining from point_lots l
				where l.organization_id = :organization group by l.member_id),
			move as (
				select m.lot_id, sum(case m.kind when 'OUT' then m.points else -m.points end) as gone
				from point_lot_moves m where m.organization_id = :organization group by m.lot_id),
			taken as (
				select m.entry_id, sum(m.points) as points from point_lot_moves m
				where m.organization_id = :organization and m.kind = 'OUT' group by m.entry_id),
			difference (kind, subject_id, expected, found) as (
				select 'BALANCE', coalesce(a.member_id, e.member_id), coalesce(e.points, 0), coalesce(a.balance, 0)
				from account a full join entry e on e.member_id = a.member_id
				where coalesce(e.points, 0) <> coalesce(a.balance, 0)
				union all
				select 'LOTS', coalesce(a.member_id, l.member_id), greatest(coalesce(a.balance, 0), 0),
					coalesce(l.remaining, 0)
				from account a full join lot l on l.member_id = a.member_id
				where greatest(coalesce(a.balance, 0), 0) <> coalesce(l.remaining, 0)
				union all
				select 'LOT', l.id, l.earned - coalesce(m.gone, 0), l.remaining
				from point_lots l left join move m on m.lot_id = l.id
				where l.organization_id = :organization and l.earned - coalesce(m.gone, 0) <> l.remaining
				union all
				select 'OPENED', e.id, e.points, coalesce(l.earned, 0)
				from point_entries e
				left join point_lots l on l.organization_id = :organization and l.id = e.id
				where e.organization_id = :organization and e.account in ('ISSUED', 'GRANTED') and e.points > 0
				and e.of_id is null and e.points <> coalesce(l.earned, 0)
				union all
				select 'TAKEN', e.id, -e.points, coalesce(t.points, 0)
				from point_entries e left join taken t on t.entry_id = e.id
				where e.organization_id = :organization and e.account in ('SPENT', 'EXPIRED', 'ADJUSTED') and e.points < 0
				and -e.points <> coalesce(t.points, 0)
				union all
				select 'MERGED', cast(:organization as uuid), 0, sum(e.points) from point_entries e
				where e.organization_id = :organization and e.account = 'MERGED' having sum(e.points) <> 0),
			numbered as (
				select d.*, row_number() over (order by d.kind, d.subject_id) as number from difference d),
			proof as (
				insert into point_proofs (organization_id, id, at, entries, members, outstanding, differences)
				select cast(:organization as uuid), cast(:id as uuid), cast(:now as timestamptz),
					(select coalesce(sum(e.entries), 0) from entry e), (select count(*) from account),
					(select coalesce(sum(a.balance), 0) from account a), (select count(*) from difference)
				returning differences),
			kept as (
				insert into point_differences (organization_id, proof_id, number, kind, subject_id, expected, found)
				select cast(:organization as uuid), cast(:id as uuid), n.number, n.kind, n.subject_id, n.expected, n.found
				from numbered n where n.number <= 1000)
			select differences from proof
			""";

	private final JobService jobs;

	private final PointSweep sweep;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Adds everything up in the background.
	 * @return the job
	 */
	@May(Permission.POLICY_EDIT)
	public UUID start() {
		return jobs.start(KIND, Map.of(), "/points/proof");
	}

	/** The last proof; empty where none was made yet. */
	@May(Permission.POLICY_EDIT)
	@Transactional(readOnly = true)
	public Optional<PointProof> last() {
		return jdbc.sql("""
				select id, at, entries, members, outstanding, differences from point_proofs
				where organization_id = :organization order by at desc, id desc limit 1
				""").param("organization", tenancy.current()).query((row, number) -> {
			UUID id = row.getObject(1, UUID.class);
			return new PointProof(id, row.getTimestamp(2).toInstant(), row.getLong(3), row.getLong(4), row.getLong(5),
					row.getLong(6), differences(id));
		}).optional();
	}

	/** Adds everything up now. */
	PointProof prove() {
		UUID id = Ids.next();
		long found = sweep.over(() -> jdbc.sql(PROVE)
			.param("organization", tenancy.current())
			.param("id", id)
			.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
			.query(Long.class)
			.single());
		if (found > 0) {
			log.error("The points of organization {} do not add up: {} differences, proof {}", tenancy.current(), found,
					id);
		}
		return last().orElseThrow();
	}

	private List<PointProof.Difference> differences(UUID proof) {
		return jdbc.sql("""
				select kind, subject_id, expected, found from point_differences
				where organization_id = :organization and proof_id = :proof order by number
				""")
			.param("organization", tenancy.current())
			.param("proof", proof)
			.query(PointProof.Difference.class)
			.list();
	}

	/** A proof that somebody asked for. */
	@Component
	@RequiredArgsConstructor
	static class ProofJob implements JobWork {

		private final PointProofs proofs;

		@Override
		public String kind() {
			return KIND;
		}

		@Override
		public void run(JobRun run) {
			run.once(() -> Map.of("differences", proofs.prove().count()));
		}

	}

}
