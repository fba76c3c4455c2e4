package io.guildhall.member;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffService;
import io.guildhall.staff.StaffSummary;
import lombok.RequiredArgsConstructor;

/**
 * Who of the staff looks after which members one to one: some things are sold in a group,
 * others only in person.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class ContactOwners {

	/** Stands for no contact owner where one is named, by a filter say. */
	public static final String NOBODY = "nobody";

	private final StaffService staff;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/** How many members each looks after, in all groups. */
	@May(Permission.POLICY_EDIT)
	@Transactional(readOnly = true)
	public Map<UUID, Long> counts() {
		Map<UUID, Long> counts = new HashMap<>();
		jdbc.sql("""
				select contact_owner_id, count(*) from members
				where organization_id = :organization and state = 'ACTIVE' and contact_owner_id is not null
				group by contact_owner_id
				""").param("organization", tenancy.current()).query(row -> {
			counts.put(row.getObject(1, UUID.class), row.getLong(2));
		});
		return counts;
	}

	/** Who looks after some members; who is missing has nobody. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Map<MemberId, UUID> of(List<MemberId> members) {
		Map<MemberId, UUID> owners = new HashMap<>();
		jdbc.sql("""
				select id, contact_owner_id from members
				where organization_id = :organization and id = any(cast(:members as uuid[]))
				and contact_owner_id is not null
				""")
			.param("organization", tenancy.current())
			.param("members", members.stream().map(MemberId::toString).toArray(String[]::new))
			.query(row -> {
				owners.put(new MemberId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class));
			});
		return owners;
	}

	/** Who looks after some members, by name; who is missing has nobody. */
	@Transactional(readOnly = true)
	Map<UUID, String> namesOf(List<MemberId> members) {
		Map<UUID, String> people = staff.list()
			.stream()
			.collect(Collectors.toMap(StaffSummary::accountId, StaffSummary::name));
		Map<UUID, String> names = new HashMap<>();
		of(members).forEach((member, owner) -> names.put(member.id(), people.computeIfAbsent(owner, staff::name)));
		return names;
	}

	/**
	 * Hands all members of one over to another, whoever may see them.
	 * @return how many they are
	 * @throws io.guildhall.staff.StaffRefused if who takes over does not work here
	 */
	@May(Permission.POLICY_EDIT)
	public int handOver(UUID from, UUID to) {
		staff.require(to);
		int handed = jdbc.sql("""
				update members set contact_owner_id = :to, version = version + 1
				where organization_id = :organization and contact_owner_id = :from and state = 'ACTIVE'
				""").param("organization", tenancy.current()).param("from", from).param("to", to).update();
		audit.record("member.owner.assigned", "account", to, Map.of("members", handed));
		return handed;
	}

}
