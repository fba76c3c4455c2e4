package io.guildhall.task;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.ContactOwners;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffService;
import io.guildhall.staff.StaffSummary;
import lombok.RequiredArgsConstructor;

/** What each of the staff has on their hands, members and tasks, and handing it over. */
@Service
@Transactional
@RequiredArgsConstructor
public class Workloads {

	private final ContactOwners owners;

	private final StaffService staff;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/** What each of the staff has on their hands in all groups, who is late first. */
	@May(Permission.POLICY_EDIT)
	@Transactional(readOnly = true)
	public List<Workload> list() {
		Map<UUID, Long> owned = owners.counts();
		Map<UUID, String> here = staff.list()
			.stream()
			.collect(Collectors.toMap(StaffSummary::accountId, StaffSummary::name));
		Map<UUID, long[]> counts = new HashMap<>();
		here.keySet().forEach(account -> counts.put(account, new long[3]));
		owned.keySet().forEach(account -> counts.putIfAbsent(account, new long[3]));
		jdbc.sql("""
				select assignee_id, count(*) filter (where state = 'OPEN') as open,
					count(*) filter (where state = 'OPEN' and due_on < :today) as overdue,
					count(*) filter (where state = 'DONE' and closed_at > :week) as done
				from tasks where organization_id = :organization group by assignee_id
				""")
			.param("organization", tenancy.current())
			.param("today", organizations.today())
			.param("week", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS).minus(7, ChronoUnit.DAYS)))
			.query(row -> {
				counts.put(row.getObject(1, UUID.class), new long[] { row.getLong(2), row.getLong(3), row.getLong(4) });
			});
		List<Workload> all = new ArrayList<>();
		counts.forEach((account, of) -> {
			boolean works = here.containsKey(account);
			if (works || of[0] > 0 || owned.containsKey(account)) {
				all.add(new Workload(account, staff.name(account), owned.getOrDefault(account, 0L), of[0], of[1], of[2],
						works));
			}
		});
		all.sort(Comparator.comparing(Workload::overdue).reversed().thenComparing(Workload::name));
		return all;
	}

	/**
	 * Hands everything that somebody has on their hands over to somebody else: members
	 * and open tasks.
	 * @return how many members and how many tasks
	 * @throws io.guildhall.staff.StaffRefused if who takes over does not work here
	 */
	@May(Permission.POLICY_EDIT)
	public HandedOver handOver(UUID from, UUID to) {
		if (from.equals(to)) {
			throw TaskRefused.same();
		}
		int handed = owners.handOver(from, to);
		int moved = jdbc.sql("""
				update tasks set assignee_id = :to, version = version + 1
				where organization_id = :organization and assignee_id = :from and state = 'OPEN'
				""").param("organization", tenancy.current()).param("from", from).param("to", to).update();
		audit.record("task.handed-over", "account", to, Map.of("members", handed, "tasks", moved));
		return new HandedOver(handed, moved);
	}

	/**
	 * What changed hands.
	 *
	 * @param members how many members
	 * @param tasks how many open tasks
	 */
	public record HandedOver(int members, int tasks) {
	}

}
